import { visible } from '../../core/values/text.js';

/** HTML that needs no escaping any more. Only this file makes it. */
class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
export type Html = Markup;

type Part = string | number | Html | readonly Html[] | null;

/**
 * HTML as it is written here, with the values put into it: texts are escaped, for elements as well as for quoted attributes,
 * and what cannot be seen in them is made visible; pieces of HTML stay as they are, null is nothing.
 */
export function html(written: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const joined = written.map((text, index) => text + (index < parts.length ? render(parts[index] ?? null) : ''));
  return new Markup(joined.join(''));
}

/** A script, a style or data of our own, whole, in an element of that name. `text` is nobody's from outside. */
export function rawElement(name: 'script' | 'style', text: string): Html {
  if (text.toLowerCase().includes(`</${name}`)) throw new Error(`a ${name} would end early`);
  return new Markup(`<${name}>${text}</${name}>`);
}

/** JSON in an element that no browser runs; whatever is in its texts, it does not end the element. */
export function dataElement(id: string, value: object): Html {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c');
  return new Markup(`<script type="application/json" id="${escaped(id)}">${json}</script>`);
}

function render(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return escaped(visible(String(part)));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
