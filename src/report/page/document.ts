import { script, scriptHash, style, styleHash } from '../../generated/page.js';
import { dataElement, type Html, html, rawElement } from './html.js';

interface Content {
  readonly title: string;
  /** The answer in one sentence. */
  readonly answer: string;
  readonly sections: readonly Html[];
  /** What the charts are drawn from; null for a page without. */
  readonly data: object | null;
}

/**
 * A whole HTML report, in one text that needs nothing else: no network, no other file. Its security policy lets a browser run
 * and load nothing but what is in it.
 */
export function renderDocument({ title, answer, sections, data }: Content): string {
  const policy = `default-src 'none'; img-src data:; script-src '${scriptHash}'; style-src '${styleHash}'`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title}</title>
${rawElement('style', style)}
</head>
<body>
<main>
<h1>${title}</h1>
<p class="answer">${answer}</p>
${sections}
<footer>Made by crypto-bot.</footer>
</main>
${data && dataElement('chart-data', data)}
${data && rawElement('script', script)}
</body>
</html>
`;
  return page.text;
}

/** A part of a report, with its heading. */
export function section(heading: string, content: Html): Html {
  return html`<section>
<h2>${heading}</h2>
${content}
</section>
`;
}

/** A list of sentences. */
export function bullets(texts: readonly string[]): Html {
  return html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
}

/** Names and what they stand for. */
export function definitions(entries: readonly (readonly [name: string, text: string])[]): Html {
  return html`<dl>${entries.map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl>`;
}
