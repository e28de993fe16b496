// The demo page: one button per failure. What a script can learn of a failure stands beside it.
// `?run=all` runs all of them; the document's data-settled attribute says that all have ended.

const failures = await (await fetch('/failures.json')).json();
const list = document.querySelector('#failures');
const template = document.querySelector('#failure');

const ways = {
  async fetch({ url, init }) {
    const response = await fetch(url, init);
    return `status ${response.status}`;
  },
  async 'read-header'({ url, header }) {
    const response = await fetch(url);
    return `status ${response.status}, ${header}: ${response.headers.get(header)}`;
  },
  async 'image-then-fetch'({ url }) {
    const image = new Image();
    image.src = url;
    await image.decode().catch(() => undefined);
    const response = await fetch(url);
    return `status ${response.status}`;
  },
  'sandboxed-fetch'({ url }) {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.hidden = true;
    const tell = `(heard) => parent.postMessage(String(heard), '*')`;
    frame.srcdoc = `<script>fetch(${JSON.stringify(url)}).then((r) => r.status).then(${tell}, ${tell})</script>`;
    document.body.append(frame);
    return new Promise((resolve) => {
      addEventListener('message', function hear({ source, data }) {
        if (source !== frame.contentWindow) return;
        removeEventListener('message', hear);
        frame.remove();
        resolve(data);
      });
    });
  },
  async font({ url }) {
    await new FontFace('demo', `url(${url})`).load();
    return 'loaded';
  },
  async module({ url }) {
    await import(url);
    return 'loaded';
  },
};

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

async function runAll() {
  delete document.documentElement.dataset.settled;
  await Promise.all(runs.map((run) => run()));
  document.documentElement.dataset.settled = 'true';
}

document.querySelector('#run-all').addEventListener('click', runAll);
if (new URLSearchParams(location.search).get('run') === 'all') await runAll();
