"""JSON documents before they are compositions: values, text, pointers, URLs and limits."""
