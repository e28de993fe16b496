// The demo page: one button per failure. Beside it is what a script can learn of the failure.
// `?run=all` runs all of them. The document's data-ready attribute says that the buttons work,
// data-settled that all have ended.

import { ready, ways } from './ways.js';

const failures = await (await fetch('/failures.json')).json();
const list = document.querySelector('#failures');
const template = document.querySelector('#failure');

function show({ id, pain, sentence, truth, action }) {
  const article = template.content.cloneNode(true).querySelector('article');
  const heard = article.querySelector('.heard');
  article.dataset.failure = id;
  article.querySelector('blockquote').textContent = `“${sentence}”`;
  article.querySelector('.truth').textContent = truth;
  const run = async () => {
    heard.textContent = '…';
    heard.textContent = await ways[action.kind](action).catch(String);
  };
  article.querySelector('button').addEventListener('click', run);
  group(pain).append(article);
  return run;
}

function group({ number, words }) {
  const id = `pain-${number}`;
  const there = document.getElementById(id);
  if (there !== null) return there;
  const section = document.createElement('section');
  const heading = document.createElement('h2');
  section.id = id;
  heading.textContent = `${number}. ${words}`;
  section.append(heading);
  list.append(section);
  return section;
}

const runs = failures.map(show);
await ready;
document.documentElement.dataset.ready = 'true';

async function runAll() {
  delete document.documentElement.dataset.settled;
  // One after the other: if two readings are equally frequent, that of the newer request comes
  // first.
  for (const run of runs) await run();
  document.documentElement.dataset.settled = 'true';
}

document.querySelector('#run-all').addEventListener('click', runAll);
if (new URLSearchParams(location.search).get('run') === 'all') await runAll();
