"""Writes tiny-nli/: a stand-in for an NLI model, three logits from word counts. Needs Debian's python3-onnx."""
import json, pathlib
import numpy as np, onnx
from onnx import TensorProto as T, helper as h, numpy_helper as n

out = pathlib.Path(__file__).parent / "tiny-nli"
out.mkdir(exist_ok=True)
words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "sure", "never", "perhaps", "lamp", "."]
# Columns: contradiction, entailment, neutral.
table = np.zeros((len(words), 3), np.float32)
table[words.index("never"), 0] = 4
table[words.index("sure"), 1] = 4
table[words.index("perhaps"), 2] = 4
graph = h.make_graph(
    [h.make_node("Gather", ["table", "input_ids"], ["rows"], axis=0),
     h.make_node("Cast", ["attention_mask"], ["mask"], to=T.FLOAT),
     h.make_node("Unsqueeze", ["mask", "axes"], ["wide"]),
     h.make_node("Mul", ["rows", "wide"], ["kept"]),
     h.make_node("ReduceSum", ["kept", "words"], ["logits"], keepdims=0)],
    "tiny-nli",
    [h.make_tensor_value_info("input_ids", T.INT64, ["batch", "length"]),
     h.make_tensor_value_info("attention_mask", T.INT64, ["batch", "length"])],
    [h.make_tensor_value_info("logits", T.FLOAT, ["batch", 3])],
    [n.from_array(table, "table"), n.from_array(np.array([2], np.int64), "axes"),
     n.from_array(np.array([1], np.int64), "words")])
model = h.make_model(graph, opset_imports=[h.make_opsetid("", 13)])
model.ir_version = 8
onnx.checker.check_model(model)
onnx.save(model, str(out / "model.onnx"))
(out / "config.json").write_text(json.dumps(
    {"id2label": {"0": "contradiction", "1": "entailment", "2": "neutral"}, "max_position_embeddings": 64}) + "\n")
special = lambda i: {"id": i, "content": words[i], "single_word": False, "lstrip": False, "rstrip": False,
                     "normalized": False, "special": True}
frame = lambda name, i: {"SpecialToken": {"id": words[i], "type_id": 0}}
(out / "tokenizer.json").write_text(json.dumps({
    "version": "1.0", "truncation": None, "padding": None, "added_tokens": [special(i) for i in range(4)],
    "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
    "post_processor": {
        "type": "TemplateProcessing",
        "single": [frame("", 2), {"Sequence": {"id": "A", "type_id": 0}}, frame("", 3)],
        "pair": [frame("", 2), {"Sequence": {"id": "A", "type_id": 0}}, frame("", 3),
                 {"Sequence": {"id": "B", "type_id": 1}}, frame("", 3)],
        "special_tokens": {w: {"id": w, "ids": [i], "tokens": [w]} for i, w in ((2, "[CLS]"), (3, "[SEP]"))}},
    "decoder": None,
    "model": {"type": "WordLevel", "vocab": {w: i for i, w in enumerate(words)}, "unk_token": "[UNK]"}}, indent=1) + "\n")
