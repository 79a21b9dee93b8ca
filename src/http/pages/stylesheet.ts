import { createHash } from 'node:crypto'

/** The one stylesheet of the pages; its colours are those of the letter. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --page: #f4f5f7;
  --card: #ffffff;
  --text: #1f2328;
  --muted: #57606a;
  --line: #d0d7de;
  --link: #0b57d0;
  --on-link: #ffffff;
  --field: #757e88;
  --fault: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e1013;
    --card: #16181d;
    --text: #e6e8eb;
    --muted: #a9b1bb;
    --line: #30363d;
    --link: #8ab4f8;
    --on-link: #0e1013;
  --field: #8b949e;
  --fault: #ff8a80;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--page);
  color: var(--text);
  font: 1rem/1.5 -apple-system, 'Segoe UI', Roboto, Arial, sans-serif;
  overflow-wrap: anywhere;
}
header, main { max-width: 40rem; margin: 0 auto; }
.wide header, .wide main { max-width: 52rem; }
header {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 0 1rem;
  padding: .5rem 1.5rem;
}
header a { display: inline-flex; align-items: center; min-height: 2.75rem; }
header .name { color: var(--text); font-weight: 700; text-decoration: none; }
main {
  padding: 1.5rem;
  margin-bottom: 2rem;
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 8px;
}
@media (max-width: 44rem) {
  header { padding-inline: 1rem; }
  main { padding: 1rem; border-width: 1px 0; border-radius: 0; }
}
h1, h2 { line-height: 1.25; text-wrap: balance; }
h1 { margin: 0 0 1rem; font-size: 1.75rem; }
h2 { margin: 2rem 0 .5rem; font-size: 1.25rem; }
p { margin: 0 0 1rem; }
main > :last-child { margin-bottom: 0; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; border-radius: 2px; }
.muted, dt { color: var(--muted); font-size: .875rem; }
.address { font-weight: 600; }
button, .button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  min-height: 2.75rem;
  padding: .5rem 1.5rem;
  border: 1px solid transparent;
  border-radius: 6px;
  background: var(--link);
  color: var(--on-link);
  font: inherit;
  font-weight: 600;
  text-decoration: none;
  cursor: pointer;
}
button:hover, .button:hover { text-decoration: underline; }
.quiet { border-color: var(--link); background: none; color: var(--link); }
label { display: block; font-weight: 600; }
input, select, textarea {
  display: block;
  width: 100%;
  max-width: 26rem;
  min-height: 2.75rem;
  margin: .25rem 0;
  padding: .5rem .75rem;
  border: 1px solid var(--field);
  border-radius: 6px;
  background: var(--card);
  color: var(--text);
  font: inherit;
}
fieldset { min-width: 0; margin: 0 0 1rem; padding: 0; border: 0; }
legend { padding: 0; font-weight: 600; }
.choice { display: flex; align-items: center; gap: .75rem; min-height: 2.75rem; font-weight: 400; }
.many { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(12rem, 100%), 1fr)); gap: 0 1rem; }
.choice input { flex: none; width: 1.5rem; min-height: 1.5rem; margin: 0; accent-color: var(--link); }
.trap { position: absolute; inset-inline-start: -100vw; width: 1px; height: 1px; overflow: hidden; }
.told, .faults { padding: .75rem 1rem; border-inline-start: 4px solid var(--link); background: var(--page); }
.faults, .fault { border-color: var(--fault); color: var(--fault); }
.faults a { color: inherit; }
[aria-invalid] { border-color: var(--fault); }
.plain, .list { margin: 0; padding: 0; list-style: none; }
.list li { padding: .75rem 0; border-top: 1px solid var(--line); }
.list a, .alone { display: inline-block; min-height: 1.5rem; }
.list a { font-weight: 600; }
.list p { margin: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 0 1rem; }
dt { line-height: 1.5rem; }
dd { margin: 0; min-width: 0; }
@media (max-width: 30rem) {
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .5rem; }
}
.tabs {
  display: flex;
  flex-wrap: wrap;
  gap: .25rem;
  margin-bottom: 1rem;
  border-bottom: 1px solid var(--line);
}
.tabs a {
  display: inline-flex;
  align-items: center;
  min-height: 2.75rem;
  padding: 0 1rem;
  border-bottom: 3px solid transparent;
}
.tabs a[aria-current] {
  border-color: var(--link);
  color: var(--text);
  font-weight: 600;
  text-decoration: none;
}
iframe {
  display: block;
  width: 100%;
  height: 80vh;
  margin-bottom: 1rem;
  border: 1px solid var(--line);
  border-radius: 6px;
}
pre { margin: 0; white-space: pre-wrap; font: .875rem/1.5 ui-monospace, Menlo, Consolas, monospace; }
@media print { header, form, .button { display: none; } }
`.trim()

/** Changes with the content of the stylesheet, so that a copy under it may be kept for ever. */
export function hashStylesheet(): string {
  return createHash('sha256').update(stylesheet).digest('base64url').slice(0, 12)
}
