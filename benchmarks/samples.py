"""What answers are made of: words, code in seven languages, scripts and formulas."""

_WORDS = (
    "answer because before between branch buffer cache change channel cheap column compare "
    "could different display early edge either enough every example fast field file first "
    "follow form given grow handle however inside keep kind large later layout less letter "
    "level line list long many mark measure message might model more most never note number "
    "often once open order other page paint pair part pass place plain point question quick "
    "read reason rest result row same scroll second send short simple since slow small state "
    "step still store stream table text than that the there they thing this through time "
    "together token turn under until value view wait when where which while width window with "
    "without word work write "
)
WORDS = tuple(_WORDS.split())

CHINESE_JAPANESE_KOREAN = (
    "答案一个字一个字地到达，界面必须保持流畅。",
    "長い会話でも表示の速さは変わりません。",
    "표와 코드와 수식이 섞인 긴 대답입니다.",
    "混合 English words 的句子也要正确换行。",
)
RIGHT_TO_LEFT = (
    "هذه فقرة تبدأ من اليمين وفيها كلمة window في الوسط.",
    "זאת פסקה שנכתבת מימין לשמאל, עם מספר 42 בתוכה.",
)
EMOJI = ("🙂", "🚀", "👩‍🔬", "🏳️‍🌈", "👍🏾", "🇫🇷", "❤️‍🔥")
FORMULAS = (
    r"\sum_{k=1}^{n} k = \frac{n(n+1)}{2}",
    r"\nabla \cdot \mathbf{E} = \frac{\rho}{\varepsilon_0}",
    r"P(A \mid B) = \frac{P(B \mid A)\,P(A)}{P(B)}",
)
INLINE_FORMULAS = (r"\(a^2 + b^2\)", r"$\sqrt{x_1}$", r"\(\alpha \le \beta_2\)")

CODE = {
    "python": '''\
from pathlib import Path


def longest_lines(folder: Path, count: int = 5) -> list[tuple[int, str]]:
    """Length and place of the longest lines below a folder."""
    found: list[tuple[int, str]] = []
    for path in sorted(folder.rglob("*.py")):
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            found.append((len(line), f"{path}:{number}"))  # one entry a line
    return sorted(found, reverse=True)[:count]
''',
    "javascript": """\
// Groups values by what `keyOf` says about each.
export function groupBy(values, keyOf) {
  const groups = new Map();
  for (const value of values) {
    const key = keyOf(value);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(value);
  }
  return [...groups].map(([key, all]) => ({ key, size: all.length, text: `${key}: ${all}` }));
}
""",
    "rust": """\
/// The first position at which two slices differ.
fn first_difference<T: PartialEq>(left: &[T], right: &[T]) -> Option<usize> {
    let shared = left.iter().zip(right).position(|(a, b)| a != b);
    match shared {
        Some(index) => Some(index),
        None if left.len() == right.len() => None,
        None => Some(left.len().min(right.len())),
    }
}
""",
    "sql": """\
-- Ten customers who spent most this year
SELECT c.name, COUNT(o.id) AS orders, SUM(o.total) AS spent
FROM customers AS c
JOIN orders AS o ON o.customer_id = c.id
WHERE o.placed_at >= '2026-01-01' AND o.state <> 'cancelled'
GROUP BY c.id, c.name
HAVING SUM(o.total) > 100
ORDER BY spent DESC
LIMIT 10;
""",
    "bash": """\
#!/bin/sh
# Size of every folder here, the largest last.
set -eu
for folder in ./*/; do
  size=$(du -sk "$folder" | cut -f1)
  printf '%8d  %s\\n' "$size" "${folder%/}"
done | sort -n
""",
    "json": """\
{
  "name": "example",
  "version": "1.4.0",
  "private": true,
  "limits": {"requests": 60, "seconds": 1.5, "burst": null},
  "tags": ["small", "quick", "\\u00e9t\\u00e9"]
}
""",
    "cpp": """\
#include <map>
#include <string>

// Counts how often each character occurs.
std::map<char, int> histogram(const std::string& text) {
    std::map<char, int> counts;
    for (const char each : text) {
        ++counts[each];
    }
    return counts;
}
""",
}
