import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const CLIENT = fileURLToPath(new URL("../../web_client/", import.meta.url));
const read = (file) => readFileSync(join(CLIENT, file), "utf8");
const PAGE = read("index.html");
const STATIC_IMPORT = /^\s*(?:import|export)\s[^;"]*?from\s+"([^"]+)"|^import\s+"([^"]+)"/gm;

function* importsOf(file) {
  for (const [, named, bare] of read(file).matchAll(STATIC_IMPORT)) yield normalize(join(dirname(file), named ?? bare));
}

function graphFrom(entries) {
  const found = new Set();
  const look = (file) => {
    if (found.has(file)) return;
    found.add(file);
    for (const imported of importsOf(file)) look(imported);
  };
  entries.forEach(look);
  return [...found].sort();
}

const attributes = (pattern) => [...PAGE.matchAll(pattern)].map(([, value]) => value);

test("every module that the first screen needs is asked for at once", () => {
  const entries = attributes(/<script type="module" src="([^"]+)"/g);
  const named = [...entries, ...attributes(/<link rel="modulepreload" href="([^"]+)"/g)].sort();
  const wanted = graphFrom(entries);
  const links = wanted.filter((file) => !entries.includes(file)).map((file) => `  <link rel="modulepreload" href="${file}">`);
  assert.deepEqual(named, wanted, `index.html should have just these:\n${links.join("\n")}`);
});

test("what only the call needs is not loaded before the first screen", () => {
  const wanted = graphFrom(attributes(/<script type="module" src="([^"]+)"/g));
  assert.deepEqual(wanted.filter((file) => file.startsWith("views/call/")), []);
});

test("every file that the page, the manifest and the call's styles name is there", () => {
  const icons = JSON.parse(read("manifest.webmanifest")).icons.map(({ src }) => src);
  const styles = [...read("views/call_loader.js").matchAll(/"(design\/[^"]+)"/g)].map(([, path]) => path);
  const named = [...attributes(/(?:href|src)="([^"]+)"/g), ...icons, ...styles];
  assert.deepEqual(named.filter((file) => !existsSync(join(CLIENT, file))), []);
});

test("nothing of the page is written where the content security policy forbids it", () => {
  assert.doesNotMatch(PAGE + read("missing.html"), /\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)/);
});
