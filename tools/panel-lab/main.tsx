import { speak } from '../../src/model/language.ts';
import { parseSettings } from '../../src/model/settings.ts';

// Some texts are made while their module loads: the language comes first.
const settings = new URLSearchParams(location.search).get('settings') ?? '{}';
const { language } = parseSettings(JSON.parse(settings));
const spoken = language === 'browser' ? 'en' : language;
speak(spoken);
document.documentElement.lang = spoken;
await import('./lab.tsx');
