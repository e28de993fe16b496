import { tryAll } from './behaviors.js';
import './answer.js';
import './changed-globals.js';
import './errors.js';
import './event-source.js';
import './fetch.js';
import './frames.js';
import './headers.js';
import './identity.js';
import './init.js';
import './xhr.js';

globalThis.tryAll = tryAll;
