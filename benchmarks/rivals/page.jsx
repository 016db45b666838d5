// One answer that grows, drawn by the renderer named after the # of the address.
import { memo, useMemo } from "react";
import { createRoot } from "react-dom/client";
import { marked } from "marked";
import Markdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { Streamdown } from "streamdown";

const plugins = [remarkGfm];

function Whole({ text }) {
  return <Markdown remarkPlugins={plugins}>{text}</Markdown>;
}

const Block = memo(Whole);

// Split into top-level blocks; only those that changed are rendered again.
function Blocks({ text }) {
  const blocks = useMemo(() => marked.lexer(text).map((token) => token.raw), [text]);
  return blocks.map((block, at) => <Block key={at} text={block} />);
}

const RENDERERS = {
  streamdown: ({ text }) => <Streamdown>{text}</Streamdown>,
  blocks: Blocks,
  whole: Whole,
};

const Renderer = RENDERERS[location.hash.slice(1)];
const root = createRoot(document.getElementById("answer"));

function show(text) {
  root.render(<Renderer text={text} />);
}

const frame = () => new Promise(requestAnimationFrame);
const follow = () => scrollTo(0, document.documentElement.scrollHeight);

window.begin = async (text) => {
  show(text);
  // Until it is on the screen, whatever is put off to a later frame included.
  for (let at = 0; at < 60; at += 1) {
    await frame();
    follow();
  }
};

// Adds pieces as they fall due, and shows what there is once a frame. How many frames there were,
// and how many seconds until all was shown.
window.stream = async (text, pieces, rate) => {
  const start = performance.now();
  let shown = 0;
  let frames = 0;
  while (shown < pieces.length) {
    await frame();
    frames += 1;
    const due = Math.min(pieces.length, Math.ceil(((performance.now() - start) * rate) / 1000));
    if (due > shown) {
      text += pieces.slice(shown, due).join("");
      shown = due;
      show(text);
    }
    follow();
  }
  await frame();
  return { frames, seconds: (performance.now() - start) / 1000 };
};
