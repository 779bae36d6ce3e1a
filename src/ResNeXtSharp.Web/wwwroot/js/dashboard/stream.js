// The runs as the server tells them. EventSource comes back by itself with the number of the last event it has seen; the server then sends what came after.

const runs = new Map();

/** The runs by name, in order. */
export const allRuns = () => [...runs.values()].sort((a, b) => a.name < b.name ? -1 : 1);

export let ceiling = null;

/** Whether the server has told all that there was when the page came. */
export let isComplete = false;

/** Follows the server; tells when something changed, and whether it is connected: 'connecting', 'live' or 'lost'. */
export function follow({ changed, connection }) {
  const source = new EventSource('/api/runs/events');
  const on = (type, act) => source.addEventListener(type, event => {
    act(JSON.parse(event.data));
    connection('live');
    changed();
  });
  on('hello', () => {
    runs.clear();
    isComplete = false;
  });
  on('run', run => runs.set(run.name, run));
  on('epoch', ({ run, epoch }) => runs.get(run)?.epochs.push(epoch));
  on('gone', ({ run }) => runs.delete(run));
  on('ceiling', value => { ceiling = value; });
  on('ready', () => { isComplete = true; });
  on('ping', () => {});
  source.addEventListener('error', () => {
    connection('lost');
    // A server that answers with a problem, or is about to end, closes for good; a new try starts from nothing.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow({ changed, connection }), 2000);
  });
}
