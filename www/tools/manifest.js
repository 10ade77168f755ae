// Writes www/custom-elements.json: the element's public face, read from its source for editors and catalogues.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './shell.js';

// its types do not name what it exports
const { create, ts } = /** @type {any} */ (await import('@custom-elements-manifest/analyzer'));

/** Where it is kept. */
export const file = join(root, 'www/custom-elements.json');

/** The manifest of `www/element.js`, without what is private. */
export function manifest() {
  const source = readFileSync(join(root, 'www/element.js'), 'utf8');
  const module = ts.createSourceFile('element.js', source, ts.ScriptTarget.ES2015, true);
  const made = create({ modules: [module], context: { dev: false } });
  for (const { declarations = [] } of made.modules) {
    for (const declaration of declarations) {
      declaration.members = declaration.members?.filter((/** @type {{ name: string }} */ { name }) => !name.startsWith('#') && !name.endsWith('Callback'));
      if (!declaration.members) delete declaration.members;
      // one place dispatches them all, under a name put together there
      if (declaration.events) declaration.events = declaration.events.filter((/** @type {{ name?: string }} */ { name }) => name);
    }
  }
  return `${JSON.stringify(made, null, 2)}\n`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(file, manifest());
