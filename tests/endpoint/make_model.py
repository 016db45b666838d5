"""Writes a tiny llama model of random weights: it speaks nonsense, in awkward characters.

Run by install.py with the interpreter of `.endpoint`: python make_model.py FILE
"""

import sys
from dataclasses import dataclass, field

import gguf
import numpy as np

WIDTH = 64
HEADS = 4
INNER = 128
CONTEXT = 4096
SEED = 20240229

# What replies are made of: prose, Markdown, and characters that careless line splitting,
# byte cutting or drawing gets wrong.
PROSE = ["rain", "kettle", "Venus", "lantern", "slowly", "orbit", "seven", "harbour", "quiet"]
MARKS = ["**warm**", "`code`", "```python\n", "\n```\n", "# ", "- ", "1. ", "| a | b |", "---"]
LETTERS = ["ä", "ñ", "Ω", "שלום", "مرحبا", "日本", "語", "한국", "e\u0301"]
PICTURES = ["🚀", "👩\u200d💻", "🇳🇴", "👍🏽"]
BREAKS = ["\n", "\n\n", "\t", "\u0085", "\u2028", "\u2029", "\x0b", "\x0c"]
STOPS = [".", ",", "!", "?", "<b>", "</b>", "&amp;", "$x^2$", "[link](https://example.org)"]

CHAT = (
    "{% for message in messages %}<{{ message['role'] }}> {{ message['content'] }}\n"
    "{% endfor %}<assistant>"
)


@dataclass
class Vocabulary:
    """Tokens as SentencePiece knows them; the order is the token's number."""

    texts: list[str] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)

    def add(self, text: str, kind: gguf.TokenType) -> None:
        if text not in self.texts:
            self.texts.append(text)
            self.kinds.append(int(kind))

    @property
    def scores(self) -> list[float]:
        """Earlier is likelier, which decides how a prompt is cut into tokens."""
        return [-number / 1000 for number in range(len(self.texts))]


def vocabulary() -> Vocabulary:
    words = Vocabulary()
    words.add("<unk>", gguf.TokenType.UNKNOWN)
    words.add("<s>", gguf.TokenType.CONTROL)
    words.add("</s>", gguf.TokenType.CONTROL)
    for byte in range(256):
        words.add(f"<0x{byte:02X}>", gguf.TokenType.BYTE)
    for text in (*PROSE, *MARKS, *LETTERS, *PICTURES, *BREAKS, *STOPS):
        words.add(text, gguf.TokenType.NORMAL)
        words.add("\u2581" + text, gguf.TokenType.NORMAL)
    return words


def tensors(words: Vocabulary) -> dict[str, np.ndarray]:
    """One transformer block of noise. Byte tokens score 0, or they would drown the words."""
    noise = np.random.default_rng(SEED)

    def matrix(rows: int, columns: int) -> np.ndarray:
        return noise.normal(0, 0.5, (rows, columns)).astype(np.float32)

    ones = np.ones(WIDTH, dtype=np.float32)
    output = matrix(len(words.texts), WIDTH)
    output[[kind == gguf.TokenType.BYTE for kind in words.kinds]] = 0
    made = {
        "token_embd.weight": matrix(len(words.texts), WIDTH),
        "output_norm.weight": ones,
        "output.weight": output,
        "blk.0.attn_norm.weight": ones,
        "blk.0.ffn_norm.weight": ones,
    }
    for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
        made[f"blk.0.{name}.weight"] = matrix(WIDTH, WIDTH)
    made["blk.0.ffn_gate.weight"] = matrix(INNER, WIDTH)
    made["blk.0.ffn_up.weight"] = matrix(INNER, WIDTH)
    made["blk.0.ffn_down.weight"] = matrix(WIDTH, INNER)
    return made


def write(path: str) -> None:
    words = vocabulary()
    file = gguf.GGUFWriter(path, "llama")
    file.add_name("nonsense")
    file.add_context_length(CONTEXT)
    file.add_embedding_length(WIDTH)
    file.add_feed_forward_length(INNER)
    file.add_block_count(1)
    file.add_head_count(HEADS)
    file.add_head_count_kv(HEADS)
    file.add_rope_dimension_count(WIDTH // HEADS)
    file.add_layer_norm_rms_eps(1e-5)
    file.add_vocab_size(len(words.texts))
    file.add_tokenizer_model("llama")
    file.add_token_list(words.texts)
    file.add_token_scores(words.scores)
    file.add_token_types(words.kinds)
    file.add_unk_token_id(0)
    file.add_bos_token_id(1)
    file.add_eos_token_id(2)
    file.add_add_bos_token(True)
    file.add_chat_template(CHAT)
    for name, values in tensors(words).items():
        file.add_tensor(name, values)
    file.write_header_to_file()
    file.write_kv_data_to_file()
    file.write_tensors_to_file()
    file.close()


if __name__ == "__main__":
    write(sys.argv[1])
