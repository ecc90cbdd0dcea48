// Writes public/icons.svg: one <symbol> per icon, from the npm package lucide-static (ISC, parts MIT; see the head of the sprite).
// Usage: npm --prefix style install && node style/make-icons.mjs
import { readFileSync, writeFileSync } from "node:fs";

// In alphabetical order; the names are Lucide's. An icon that no page uses has no place here.
const icons = `
arrow-down arrow-left arrow-right arrow-up badge-check ban banknote bell book-open building-2 calendar check
chevron-down chevron-left chevron-right chevrons-up-down circle circle-alert circle-check circle-dashed circle-dot
circle-question-mark circle-x clock copy download ellipsis external-link eye file-check file-text funnel gavel globe
history hourglass inbox info key landmark languages layout-dashboard link list list-checks loader-circle lock log-in log-out mail
menu message-square minus monitor moon package paperclip pencil percent phone plus qr-code receipt refresh-cw rotate-ccw
save scroll-text search send settings shield-check shopping-cart square-pen stamp store sun tag trash-2 triangle-alert
undo-2 upload user users wallet webhook x
`.trim().split(/\s+/);

const root = new URL("./", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const { version } = JSON.parse(read("node_modules/lucide-static/package.json"));

const symbols = icons.map((name) => {
  const svg = read(`node_modules/lucide-static/icons/${name}.svg`);
  const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>")).replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`;
});
writeFileSync(new URL("../public/icons.svg", root), `<?xml version="1.0" encoding="UTF-8"?>
<!-- Icons of lucide-static ${version} (https://lucide.dev), ISC License, Copyright (c) 2026 Lucide Icons and Contributors;
     icons derived from Feather: MIT License, Copyright (c) 2013-present Cole Bemis. Made by style/make-icons.mjs. -->
<svg xmlns="http://www.w3.org/2000/svg">
${symbols.join("\n")}
</svg>
`);
console.log(`${icons.length} icons`);
