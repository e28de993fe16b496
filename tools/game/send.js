// What pages, frames and workers of the game run: makes one request, and says what came of it.
// biome-ignore lint/correctness/noUnusedVariables: the file is put into pages and workers
const send = (realm, { by, url, init }) => {
  if (by === 'fetch') {
    return realm.fetch(url, { cache: 'no-store', ...init }).then(
      async (response) => {
        if (response.type === 'opaque') return 'opaque';
        await response.text();
        return `status ${response.status}`;
      },
      () => 'refused',
    );
  }
  return new Promise((resolve) => {
    const request = new realm.XMLHttpRequest();
    request.open(init.method, url);
    request.withCredentials = init.credentials === 'include';
    for (const [name, value] of Object.entries(init.headers)) request.setRequestHeader(name, value);
    request.onload = () => resolve(`status ${request.status}`);
    request.onerror = () => resolve('refused');
    request.send();
  });
};
