import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const CLIENT = fileURLToPath(new URL("../../web_client/", import.meta.url));
const read = (file) => readFileSync(join(CLIENT, file), "utf8");
const STATIC_IMPORT = /^\s*(?:import|export)\s[^;"]*?from\s+"([^"]+)"|^import\s+"([^"]+)"/gm;

function graphFrom(entries) {
  const found = new Set();
  const look = (file) => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, named, bare] of read(file).matchAll(STATIC_IMPORT)) look(normalize(join(dirname(file), named ?? bare)));
  };
  entries.forEach(look);
  return [...found].sort();
}

for (const name of ["register", "account", "complain", "opd", "prescriptions", "verify"]) {
  const page = read(`${name}/index.html`);
  const named = (pattern) => [...page.matchAll(pattern)].map(([, value]) => value);

  test(`${name}: every module that the page needs is asked for at once`, () => {
    const entries = named(/<script type="module" src="\/([^"]+)"/g);
    const wanted = graphFrom(entries);
    const links = wanted.filter((file) => !entries.includes(file)).map((file) => `  <link rel="modulepreload" href="/${file}">`);
    assert.deepEqual([...entries, ...named(/<link rel="modulepreload" href="\/([^"]+)"/g)].sort(), wanted, `${name}/index.html should have just these:\n${links.join("\n")}`);
  });

  test(`${name}: every file and catalogue that the page names is there`, () => {
    const words = named(/data-words="([^"]+)"/g)[0].split(" ").flatMap((folder) => [`words/${folder}/en.js`, `words/${folder}/hi.js`]);
    assert.deepEqual([...named(/(?:href|src)="\/([^"]+)"/g), ...words].filter((file) => !existsSync(join(CLIENT, file))), []);
  });

  test(`${name}: nothing is written where the content security policy forbids it`, () => {
    assert.doesNotMatch(page, /\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)/);
  });

  test(`${name}: nothing of the call is loaded`, () => {
    const wanted = graphFrom(named(/<script type="module" src="\/([^"]+)"/g));
    assert.deepEqual(wanted.filter((file) => /^(room|devices|consultation|views\/(call|entry))\//.test(file)), []);
  });
}
