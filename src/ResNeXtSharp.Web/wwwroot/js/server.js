import { say } from './words.js';

/** What went wrong, in words for the reader. */
export class Problem extends Error {}

const gone = () => new Problem(say('The server does not answer. Is it still running?', 'サーバーが応答しません。動いているか確認してください。'));

/** A request; the answer's JSON. A problem (RFC 9457) is thrown with the server's own words. */
export async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw gone();
  }
  if (response.ok) return response.json();
  throw new Problem(await wordsOf(response));
}

async function wordsOf(response) {
  try {
    const problem = await response.json();
    const details = Object.entries(problem.errors ?? {}).map(([name, texts]) => `${name}: ${texts.join(' ')}`);
    const words = [problem.detail ?? problem.title, ...details].filter(Boolean).join(' ') || `HTTP ${response.status}`;
    return say(words, `サーバーの説明(英語): ${words}`);
  } catch {
    return say(`The server answered HTTP ${response.status}.`, `サーバーがHTTP ${response.status}を返しました。`);
  }
}
