// Rounds of a yardstick and a call in node, a line of JSON each: like speed/rounds.py.
// Run by race.py: node --expose-gc time.mjs KEY FOLDER ROUNDS SECONDS

import { readFileSync } from "node:fs";
import { join } from "node:path";

const [key, folder, rounds, seconds] = process.argv.slice(2);
const [group, name] = key.split("/");

const readText = (file) => readFileSync(join(folder, `${file}.json`), "utf-8");
const read = (file) => JSON.parse(readText(file));

const entries = {
  "validate/ajv": async () => {
    const { Ajv2020 } = await import("ajv/dist/2020.js");
    const ajv = new Ajv2020({ strict: false });
    const validate = ajv.compile(read("schema"));
    const document = read("before");
    return () => validate(document);
  },
  "diff/jsondiffpatch": async () => {
    const { create } = await import("jsondiffpatch");
    const differ = create({ objectHash: (entity) => entity.id });
    const [before, after] = [read("before"), read("after")];
    return () => differ.diff(before, after);
  },
  "make/fast-json-patch": async () => {
    const { default: jsonpatch } = await import("fast-json-patch");
    const [before, after] = [read("before"), read("after")];
    return () => jsonpatch.compare(before, after);
  },
  "apply/fast-json-patch": async () => {
    const { default: jsonpatch } = await import("fast-json-patch");
    const [before, patch] = [read("before"), read("patch")];
    return () => jsonpatch.applyPatch(before, patch, false, false);
  },
  "apply/jsondiffpatch": async () => {
    const { clone, create } = await import("jsondiffpatch");
    const differ = create({ objectHash: (entity) => entity.id });
    const before = read("before");
    const delta = differ.diff(before, read("after"));
    return () => differ.patch(clone(before), delta);
  },
};

const makeYardstick = async () => {
  if (group === "validate") {
    const text = readText("before");
    return () => JSON.parse(text);
  }
  const { default: equal } = await import("fast-deep-equal");
  const [one, other] = [read("before"), read("before")];
  return () => equal(one, other);
};

const time = (call) => {
  globalThis.gc();
  const start = performance.now();
  const answer = call();
  const milliseconds = performance.now() - start;
  if (!answer) throw new Error(`${group} by ${name} says ${answer}`);
  return milliseconds;
};

const call = await entries[key]();
const yardstick = await makeYardstick();
const start = performance.now();
for (let round = 0; round < Number(rounds); round += 1) {
  const line = { yardstick: time(yardstick), call: time(call) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  if (performance.now() - start > Number(seconds) * 1000) break;
}
