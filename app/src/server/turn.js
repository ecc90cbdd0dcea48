// A click in the side bar turns the page in place: the frame and its islands stay awake, and only the page's own part
// and the side bar are taken from the server's answer. Whatever is not ordinary is left to the browser as it was.
const root = document.documentElement;
const part = (page, place) => page.querySelector(place);
const text = (page, place) => part(page, place)?.textContent;
const here = () => location.pathname + location.search;
let shown = here();
let asked;

// The page at an address, or nothing where the answer is not one that this document can show.
const read = async (url, signal) => {
  const answer = await fetch(url, { headers: { accept: 'text/html' }, signal });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const theirs = page.documentElement;
  const same =
    ['lang', 'data-theme', 'data-site'].every((name) => theirs.getAttribute(name) === root.getAttribute(name)) &&
    ['.top-org', '.me-name', '.brand'].every((place) => text(page, place) === text(document, place));
  return same && part(page, '#side') && part(page, '#main') && !part(page, '#main :is(leptos-island, script)') ? page : undefined;
};

// Asked for when the button goes down, so that the answer is on its way when it comes up.
const ask = (url) => {
  if (asked?.url === url && performance.now() - asked.at < 2000) return asked;
  asked?.stop.abort();
  const stop = new AbortController();
  asked = { url, stop, at: performance.now(), page: read(url, stop.signal).catch(() => undefined) };
  return asked;
};

const show = (page, scroll) => {
  document.title = page.title;
  part(document, '#side').replaceWith(document.adoptNode(part(page, '#side')));
  const main = document.adoptNode(part(page, '#main'));
  part(document, '#main').replaceWith(main);
  for (const field of document.querySelectorAll('.top [name="_page"]')) field.value = here();
  scrollTo(0, scroll);
  // What a new document does for a screen reader: it is read from its heading on.
  const heading = part(main, 'h1') ?? main;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
};

const turn = async (url, push, scroll) => {
  const mine = ask(url);
  const late = setTimeout(() => { root.dataset.turning = ''; }, 150);
  const page = await mine.page;
  clearTimeout(late);
  if (asked !== mine) return;
  asked = undefined;
  delete root.dataset.turning;
  if (!page) return push ? location.assign(url) : location.reload();
  if (push) {
    history.replaceState({ ...history.state, scroll: scrollY }, '');
    history.pushState({}, '', url);
  }
  shown = here();
  show(page, scroll);
};

// What somebody is working in is left as a document is left: its islands have things to put away.
const busy = () => part(document, '#main leptos-island');
const link = (event) => {
  const a = event.target.closest?.('#side a[href]');
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  return a && plain && !event.defaultPrevented && a.origin === location.origin && !busy() ? a : undefined;
};

addEventListener('pointerdown', (event) => {
  const a = event.pointerType === 'mouse' && link(event);
  if (a) ask(a.href);
});
addEventListener('click', (event) => {
  const a = link(event);
  if (!a) return;
  event.preventDefault();
  for (const other of document.querySelectorAll('#side [aria-current]')) other.removeAttribute('aria-current');
  if (!a.matches('.brand')) a.setAttribute('aria-current', 'page');
  turn(a.href, true, 0);
});
addEventListener('popstate', (event) => {
  if (here() === shown) return;
  if (busy()) location.reload();
  else turn(location.href, false, event.state?.scroll ?? 0);
});
