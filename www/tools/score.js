// Scores the engine against the corpora beside the repository and writes tests/reports/score.md.
// Where `train names` and `train quotes` have left the models of five folds, it adds the figures of training articles that each is read by
// models that do not know it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { circumstances, writeReport } from './report.js';
import { fail, needRust, output, root, run, shared } from './shell.js';

const corpora = join(shared, 'corpora');
const work = join(root, 'target/score');
const folds = join(root, 'target/folds');

/** Articles to predict, with what is known of them. @type {{ name: string, note: string, quotes: string, entities: string, text?: string }[]} */
const SETS = [
  {
    name: 'gold-dev',
    note: 'Wikinews (40 with entities) that no model, weight or list was fitted to',
    quotes: join(corpora, 'quotes/gold-dev.jsonl'),
    entities: join(corpora, 'entities/gold-dev.jsonl'),
  },
  {
    name: 'sample',
    note: 'An agency article as pasted from a news site, 23 quotations',
    quotes: join(shared, 'samples/blinken-lawrow.quotes.jsonl'),
    entities: join(shared, 'samples/blinken-lawrow.entities.jsonl'),
  },
  {
    name: 'written',
    note: 'In the manner of news sites; the models were fitted to them, so this shows the fit, not the rate to expect',
    quotes: join(corpora, 'written/train.jsonl'),
    entities: join(corpora, 'written/train.jsonl'),
  },
];

const withFolds = existsSync(join(folds, 'speaker-decision-0.bin'));

needRust();
if (!existsSync(SETS[0].quotes)) fail(`The corpora are not there: put the folder "shared" beside the repository or set WORTLAUT_SHARED (now ${shared}).`);
if (output('python3', ['-c', 'import numpy, scipy; print(1)']) !== '1') fail('Python 3 with numpy and scipy is missing: `apt install python3-numpy python3-scipy`.');

run('cargo', ['build', '--quiet', '--features', 'cli', '--bins']);
mkdirSync(work, { recursive: true });
const binary = (/** @type {string} */ name) => join(root, 'target/debug', name);

/** @param {string} command @param {string[]} args */
function must(command, args) {
  return output(command, args) ?? fail(`${command} ${args.join(' ')} failed`);
}

/** @param {string} words */
const block = (words) => `\`\`\`text\n${words}\n\`\`\`\n`;

/**
 * The main figures of each genre.
 * @param {string} gold @param {string} predictions files with a line an article
 */
function byGenre(gold, predictions) {
  const lines = (/** @type {string} */ path) => readFileSync(path, 'utf8').trim().split('\n');
  const articles = lines(gold).map((line) => ({ line, genre: /** @type {string} */ (JSON.parse(line).genre) }));
  const genres = [...new Set(articles.map(({ genre }) => genre))].sort();
  const predicted = lines(predictions);
  const [some, theirs] = ['gold', 'predicted'].map((name) => join(work, `genre-${name}.jsonl`));
  const rows = genres.map((genre) => {
    const here = articles.flatMap((article, at) => (article.genre === genre ? [at] : []));
    writeFileSync(some, here.map((at) => `${articles[at].line}\n`).join(''));
    writeFileSync(theirs, here.map((at) => `${predicted[at]}\n`).join(''));
    const scores = must('python3', [join(shared, 'eval/quotes.py'), some, theirs, '--by-type']);
    const figure = (/** @type {RegExp} */ pattern) => (pattern.exec(scores)?.[1] ?? '–').padStart(7);
    const columns = [/^quote .*F1 (\S+)/m, /^found .*F1 (\S+)/m, /^who-said-what .*F1 (\S+)/m, /^ +Direct .*found (\S+) /m];
    return `${genre.padEnd(14)}${String(here.length).padStart(8)}${columns.map(figure).join('  ')}`;
  });
  return [`${'genre'.padEnd(14)}articles  quote    found   who-said  direct found`, ...rows].join('\n');
}

let text = `# Accuracy\n\n${circumstances()}\n
Made by \`npm run score\` from the corpora and scorers beside the repository; what each figure means is said at the top of the
scorers. Fractions of 1.\n`;
for (const { name, note, quotes, entities } of SETS) {
  const predictions = join(work, `${name}.jsonl`);
  writeFileSync(predictions, `${must(binary('wortlaut'), ['predict', quotes])}\n`);
  const count = readFileSync(quotes, 'utf8').trim().split('\n').length;
  text += `\n## ${name}\n\nArticles: ${count}. ${note}.\n\n`;
  text += block(must('python3', [join(shared, 'eval/quotes.py'), quotes, predictions, '--by-type']));
  text += `\n${block(must('python3', [join(shared, 'eval/entities.py'), quotes, entities, predictions]))}`;
  console.log(`${name}: done`);
}
text += '\n## Single stages\n';
for (const stage of ['measure-lexicon', 'measure-tagging', 'measure-reading', ...(withFolds ? ['measure-names'] : [])]) {
  // figures only: the corpora's words stay where they are
  const lines = must(binary('train'), [stage]).split('\n').filter((line) => !line.startsWith('most frequent'));
  text += `\n\`train ${stage}\`\n\n${block(lines.join('\n'))}`;
}
if (withFolds) {
  text += '\n## Five folds\n\nTraining articles, each read by models that have not seen it.\n';
  text += `\n${block(must(binary('train'), ['predict-quotes']))}`;
  for (const set of ['news', 'written']) {
    const [gold, predictions] = ['gold', 'quotes'].map((name) => join(folds, `${name}-${set}.jsonl`));
    text += `\n### ${set}\n\n${block(must('python3', [join(shared, 'eval/quotes.py'), gold, predictions, '--by-type']))}`;
    if (set === 'written') text += `\n${block(byGenre(gold, predictions))}`;
  }
} else {
  console.log('No folds: `train names` and `train quotes` leave them in target/folds. The report goes without.');
}
writeReport('score', text);
