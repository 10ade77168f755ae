// A page as others write it: the element and the programming interface, by the package's names.
import { createReader } from 'wortlaut';
import 'wortlaut/element';

const reader = createReader();
const { quotes } = await reader.analyse('„Gut“, sagte Anna Muster.');
document.documentElement.dataset.read = `${quotes.length} ${reader.mode}`;
