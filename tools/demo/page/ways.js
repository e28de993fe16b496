// What a failure of the demo does in its page, by the kind of the action; each resolves with what a
// script can learn.

/** A frame with an opaque origin, which fetches the URLs that it gets. */
const sandbox = new Promise((resolve) => {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.hidden = true;
  frame.srcdoc = `<script>
    addEventListener('message', ({ data, source }) => {
      const tell = (heard) => source.postMessage(String(heard), '*');
      fetch(data).then(({ status }) => tell('status ' + status), tell);
    });
  </script>`;
  frame.addEventListener('load', () => resolve(frame));
  document.body.append(frame);
});

export const ways = {
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
  async 'sandboxed-fetch'({ url }) {
    const frame = await sandbox;
    const heard = new Promise((resolve) => {
      addEventListener('message', function hear({ source, data }) {
        if (source !== frame.contentWindow) return;
        removeEventListener('message', hear);
        resolve(data);
      });
    });
    frame.contentWindow.postMessage(url, '*');
    return heard;
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

/** Resolves once the ways work. */
export const ready = sandbox.then(() => undefined);
