// What the harness asks of Firefox itself. Runs in the browser's own process, with its rights.
// `firefox-privileged.ts` says what each function takes and returns.
(() => {
  const extension = (id) => WebExtensionPolicy.getByID(id).extension;
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const isIdle = ({ backgroundContext }) => backgroundContext.pendingRunListenerPromisesCount === 0;
  const until = async (what, find) => {
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
      const found = find();
      if (found) return found;
      await wait(1);
    }
    throw new Error(`${what} did not appear within 20 s`);
  };

  // Requests: every HTTP channel of the browser passes these observers, including those of workers.
  const { nsIContentPolicy: Policy } = Ci;
  const TYPES = new Map([
    [Policy.TYPE_FETCH, 'Fetch'],
    [Policy.TYPE_XMLHTTPREQUEST, 'XHR'],
    [Policy.TYPE_IMAGE, 'Image'],
    [Policy.TYPE_IMAGESET, 'Image'],
    [Policy.TYPE_SCRIPT, 'Script'],
    [Policy.TYPE_STYLESHEET, 'Stylesheet'],
    [Policy.TYPE_MEDIA, 'Media'],
    [Policy.TYPE_FONT, 'Font'],
    [Policy.TYPE_BEACON, 'Ping'],
    [Policy.TYPE_WEBSOCKET, 'WebSocket'],
  ]);
  const typeOf = ({ loadInfo }, isPreflight) => {
    if (isPreflight) return 'Preflight';
    const { internalContentPolicyType: internal, externalContentPolicyType: external } = loadInfo;
    if (internal === Policy.TYPE_INTERNAL_EVENTSOURCE) return 'EventSource';
    return TYPES.get(external) ?? 'Other';
  };
  const orNull = (get) => {
    try {
      return get();
    } catch {
      return null;
    }
  };
  const answered = (channel) => ({
    is: 'answer',
    status: channel.responseStatus,
    location: orNull(() => channel.getResponseHeader('Location')),
  });
  const OBSERVED = {
    'http-on-modify-request': (channel) => {
      const isPreflight =
        orNull(() => channel.getRequestHeader('Access-Control-Request-Method')) !== null;
      return {
        is: 'request',
        url: channel.URI.spec,
        method: channel.requestMethod,
        type: typeOf(channel, isPreflight),
        browser: channel.loadInfo.browsingContext?.top?.browserId ?? 0,
      };
    },
    'http-on-examine-response': answered,
    'http-on-examine-cached-response': answered,
    'http-on-examine-merged-response': answered,
  };

  // Runs in the tabs' processes: the console of an extension's page stays in its process.
  const CONSOLE = 'crosscheck:console';
  const LISTENING = `
    Services.obs.addObserver((subject) => {
      const { level, filename, arguments: values } = subject.wrappedJSObject;
      if (level !== 'error' || !filename.startsWith('moz-extension:')) return;
      sendAsyncMessage('${CONSOLE}', { source: filename, text: Array.from(values, String).join(' ') });
    }, 'console-api-log-event');
  `;

  // The browser's own console, which names CORS errors of windows and workers alike.
  const record = (tell) => {
    const observer = {
      observe(subject, topic) {
        const channel = subject.QueryInterface(Ci.nsIHttpChannel);
        // DevTools read again, from the cache, what a page has loaded.
        if (channel.loadInfo.loadingPrincipal?.isSystemPrincipal) return;
        const wrapper = ChannelWrapper.get(channel);
        const own = { id: wrapper.id, channel: channel.channelId };
        const told = OBSERVED[topic](channel);
        tell(JSON.stringify({ ...own, ...told }));
        if (told.is !== 'request') return;
        const end = (error) => tell(JSON.stringify({ ...own, is: 'end', error }));
        wrapper.addEventListener('error', () => end(wrapper.errorString));
        wrapper.addEventListener('stop', () => end(null));
      },
    };
    for (const topic of Object.keys(OBSERVED)) Services.obs.addObserver(observer, topic);
    const listener = {
      observe(message) {
        if (!(message instanceof Ci.nsIScriptError)) return;
        const { category, errorMessage: text, sourceName: source, flags } = message;
        const isError = (flags & Ci.nsIScriptError.warningFlag) === 0;
        tell(JSON.stringify({ is: 'console', category, text, source, isError }));
      },
    };
    Services.console.registerListener(listener);
    Services.ppmm.addMessageListener(CONSOLE, ({ data }) => {
      tell(JSON.stringify({ is: 'console', category: '', isError: true, ...data }));
    });
    Services.ppmm.loadProcessScript(`data:,${encodeURIComponent(LISTENING)}`, true);
    // Neither list keeps a reference to what it calls.
    globalThis.crosscheckListeners = [observer, listener];
  };

  // DevTools.
  let toolbox = null;
  let panel = null;
  const loader = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const windowOf = (browserId) =>
    [...Services.wm.getEnumerator('navigator:browser')].find(({ gBrowser: { tabs } }) =>
      tabs.some(({ linkedBrowser }) => linkedBrowser.browserId === browserId),
    );
  const showTab = (browserId) => {
    const own = windowOf(browserId);
    const { gBrowser: browsers } = own;
    own.focus();
    browsers.selectedTab = browsers.tabs.find(
      ({ linkedBrowser }) => linkedBrowser.browserId === browserId,
    );
    return browsers.selectedTab;
  };
  const showToolbox = async (browserId) => {
    const { gDevTools } = loader.require('devtools/client/framework/devtools');
    toolbox = await gDevTools.showToolboxForTab(showTab(browserId), { toolId: 'inspector' });
  };
  const showPanel = async (id, browserId) => {
    await showToolbox(browserId);
    const prefix = `webext-devtools-panel-${id.replace(/[^a-z0-9_-]/gi, '_')}`;
    const tool = await until('the panel', () =>
      toolbox.getAdditionalTools().find((one) => one.id.startsWith(prefix)),
    );
    await toolbox.selectTool(tool.id);
    panel = await until('the document of the panel', () => {
      const frame = toolbox.doc.getElementById(`toolbox-panel-iframe-${tool.id}`);
      const browser = frame?.contentDocument?.getElementById('webext-panels-browser');
      const isThere = browser?.currentURI?.spec?.includes('/panel.html');
      return isThere && !browser.webProgress?.isLoadingDocument ? browser : null;
    });
  };

  const closeToolbox = async () => {
    await toolbox.destroy();
    toolbox = null;
    panel = null;
  };

  // The toolbar's popup, opened as by its key.
  const parent = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const popups = ChromeUtils.importESModule('resource:///modules/ExtensionPopups.sys.mjs');
  let popup = () => null;
  const showPopup = async (id, browserId) => {
    showTab(browserId);
    const { browserActionFor } = parent.ExtensionParent.apiManager.global;
    const own = windowOf(browserId);
    browserActionFor(extension(id)).triggerAction(own);
    popup = () => popups.BasePopup.for(extension(id), own)?.browser ?? null;
    await until('the popup', () => {
      const isThere = popup()?.currentURI?.spec?.includes('/popup.html');
      return isThere && !popup().webProgress?.isLoadingDocument;
    });
  };

  const VIEWS = { panel: () => panel, popup: () => popup() };
  // `script` runs beside the page of a view, where BiDi cannot reach, and calls `answer`.
  const beside = (view, script) =>
    new Promise((resolve, reject) => {
      const { messageManager } = VIEWS[view]();
      const name = `crosscheck:${Math.random()}`;
      messageManager.addMessageListener(name, function listener({ data }) {
        messageManager.removeMessageListener(name, listener);
        if (data.error === undefined) resolve(data.value);
        else reject(new Error(data.error));
      });
      const answering = `(async () => {
        try {
          const value = await (async () => { ${script} })();
          sendAsyncMessage(${JSON.stringify(name)}, { value });
        } catch (error) {
          sendAsyncMessage(${JSON.stringify(name)}, { error: String(error) });
        }
      })()`;
      messageManager.loadFrameScript(`data:,${encodeURIComponent(answering)}`, false);
    });
  const inView = (view, expression) =>
    beside(
      view,
      `const sandbox = Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false });
      return Cu.evalInSandbox(${JSON.stringify(expression)}, sandbox);`,
    );
  const clickInView = (view, selector) =>
    beside(
      view,
      `const element = content.document.querySelector(${JSON.stringify(selector)});
      element.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = element.getBoundingClientRect();
      for (const type of ['mousemove', 'mousedown', 'mouseup']) {
        const data = { button: 0, clickCount: type === 'mousemove' ? 0 : 1 };
        content.synthesizeMouseEvent(type, left + width / 2, top + height / 2, data);
      }`,
    );

  // The next picker of files answers with these, as if the user had chosen them.
  const CONTRACT = '@mozilla.org/filepicker;1';
  const pick = (paths) => {
    const registrar = Components.manager.QueryInterface(Ci.nsIComponentRegistrar);
    const { nsIFile, nsIFilePicker } = Ci;
    const files = paths.map((path) => {
      const file = Cc['@mozilla.org/file/local;1'].createInstance(nsIFile);
      file.initWithPath(path);
      return file;
    });
    const original = registrar.contractIDToCID(CONTRACT);
    const own = Services.uuid.generateUUID();
    const picker = {
      QueryInterface: ChromeUtils.generateQI(['nsIFilePicker']),
      init() {},
      appendFilters() {},
      appendFilter() {},
      appendRawFilter() {},
      isModeSupported: async () => true,
      get file() {
        return files[0];
      },
      get files() {
        const left = [...files];
        return {
          QueryInterface: ChromeUtils.generateQI(['nsISimpleEnumerator']),
          hasMoreElements: () => left.length > 0,
          getNext: () => left.shift(),
        };
      },
      open: (callback) => {
        registrar.unregisterFactory(own, factory);
        registrar.registerFactory(original, '', CONTRACT, null);
        Services.tm.dispatchToMainThread(() => callback.done(nsIFilePicker.returnOK));
      },
    };
    const factory = {
      QueryInterface: ChromeUtils.generateQI(['nsIFactory']),
      createInstance: (iid) => picker.QueryInterface(iid),
    };
    registrar.registerFactory(own, '', CONTRACT, factory);
  };

  // Firefox's own prompt, which ignores input until it has been visible for a moment.
  const answerPrompt = async (allow) => {
    const PROMPT = 'addon-webext-permissions-notification';
    const prompt = await until('the prompt', () => {
      const { isPanelOpen, panel: shown } = PopupNotifications;
      return isPanelOpen && [...shown.children].find(({ id }) => id === PROMPT);
    });
    const text = prompt.textContent.replace(/\s+/g, ' ').trim();
    await wait(Services.prefs.getIntPref('security.notification_enable_delay') + 100);
    (allow ? prompt.button : prompt.secondaryButton).click();
    await until('the end of the prompt', () => !PopupNotifications.isPanelOpen);
    return text;
  };

  const png = async ({ browsingContext, width, height }) => {
    const area = new DOMRect(0, 0, width, height);
    const image = await browsingContext.currentWindowGlobal.drawSnapshot(area, 1, 'white');
    const canvas = document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/png').split(',')[1];
  };
  const picture = () => {
    const { browsingContext, innerWidth: width, innerHeight: height } = window;
    return png({ browsingContext, width, height });
  };
  const popupPicture = () => {
    const { browsingContext, clientWidth: width, clientHeight: height } = popup();
    return png({ browsingContext, width, height });
  };

  const permissions = ChromeUtils.importESModule(
    'resource://gre/modules/ExtensionPermissions.sys.mjs',
  );

  const reloadExtension = async (id) => {
    const { AddonManager } = ChromeUtils.importESModule(
      'resource://gre/modules/AddonManager.sys.mjs',
    );
    const addon = await AddonManager.getAddonByID(id);
    await addon.reload();
  };
  const idsOf = (id, tab) => ({
    tabId: extension(id).tabManager.getWrapper(tab)?.id ?? null,
    browserId: tab.linkedBrowser.browserId,
  });

  globalThis.crosscheck = {
    record,
    origin: (id) => `moz-extension://${WebExtensionPolicy.getByID(id).mozExtensionHostname}`,
    version: () => Services.appinfo.version,
    shownTab: (id) => idsOf(id, gBrowser.selectedTab),
    openPrivateWindow: async (id) => {
      const opened = OpenBrowserWindow({ private: true });
      await new Promise((done) => opened.addEventListener('load', done, { once: true }));
      await opened.delayedStartupPromise;
      // Its own page would end a navigation that begins too early.
      await until('the page of a private window', () => {
        const { currentURI, webProgress } = opened.gBrowser.selectedBrowser;
        return currentURI.spec === 'about:privatebrowsing' && !webProgress.isLoadingDocument;
      });
      return idsOf(id, opened.gBrowser.selectedTab);
    },
    closeWindow: async (browserId) => {
      windowOf(browserId).close();
      await until('the end of the window', () => windowOf(browserId) === undefined);
    },
    setPrivateAccess: async (id, allowed) => {
      const change = allowed ? 'add' : 'remove';
      const wanted = { permissions: ['internal:privateBrowsingAllowed'], origins: [] };
      await permissions.ExtensionPermissions[change](id, wanted, extension(id));
      await reloadExtension(id);
    },
    badge: (id, browserId) => {
      const { browserActionFor } = parent.ExtensionParent.apiManager.global;
      const { badgeText } = browserActionFor(extension(id)).action.getContextData(
        showTab(browserId),
      );
      return badgeText ?? '';
    },
    trust: (certificate, host, port) => {
      const database = Cc['@mozilla.org/security/x509certdb;1'].getService(Ci.nsIX509CertDB);
      const overrides = Cc['@mozilla.org/security/certoverride;1'].getService(
        Ci.nsICertOverrideService,
      );
      const parsed = database.constructX509FromBase64(certificate);
      overrides.rememberValidityOverride(host, port, {}, parsed, true);
    },
    setHosts: async (id, origins, granted) => {
      const change = granted ? 'add' : 'remove';
      const wanted = { permissions: [], origins };
      await permissions.ExtensionPermissions[change](id, wanted, extension(id));
    },
    hosts: (id) => WebExtensionPolicy.getByID(id).allowedOrigins.patterns.map((one) => one.pattern),
    backgroundState: (id) => extension(id).backgroundState,
    stopBackground: async (id) => {
      const own = extension(id);
      await until('the idle background', () => own.backgroundState === 'running' && isIdle(own));
      // The function that the idle timer calls.
      await own.terminateBackground({ ignoreDevToolsAttached: true });
      return own.backgroundState === 'stopped';
    },
    reloadExtension,
    showPanel,
    closeToolbox,
    showPopup,
    inView,
    clickInView,
    pick,
    answerPrompt,
    clipboard: () => navigator.clipboard.readText(),
    picture,
    popupPicture,
    resize: async (width, height) => {
      window.resizeTo(width, height);
      await wait(200);
    },
    closePopup: (id) => popups.BasePopup.for(extension(id), window)?.closePopup(),
    dock: async (side, height) => {
      const HEIGHT = 'devtools.toolbox.footer.height';
      if (side === toolbox.hostType && height === null) return;
      // It reads its height when it moves there.
      if (side === toolbox.hostType) await toolbox.switchHost('right');
      const usual = Services.prefs.getIntPref(HEIGHT);
      if (height !== null) Services.prefs.setIntPref(HEIGHT, height);
      await toolbox.switchHost(side);
      await wait(300);
      Services.prefs.setIntPref(HEIGHT, usual);
    },
    setPreference: (name, value) => {
      if (typeof value === 'boolean') Services.prefs.setBoolPref(name, value);
      else if (typeof value === 'number') Services.prefs.setIntPref(name, value);
      else Services.prefs.setStringPref(name, value);
    },
  };
})();
