// The page's example article, marked by hand.

import { fromMarked } from './marked.js';

export const ENTITIES = {
  1: { name: 'Katrin Wendlandt', role: 'Oberbürgermeisterin', aliases: ['Wendlandt'] },
  2: { name: 'Mehmet Aksoy', role: 'Vorsitzender des Schwimmvereins Delphin', aliases: ['Aksoy'] },
  3: { name: 'Jonas Rehfeldt', role: 'Ingenieur' },
  4: { name: 'Paul Wendlandt', role: 'Stadtrat' },
  5: { name: 'Lena Brückner', role: null, aliases: ['Brückner'] },
  6: { type: 'organisation', name: 'Schwimmverein Delphin', aliases: ['Schwimmvereins Delphin'] },
  7: { type: 'organisation', name: 'Technische Universität Dresden', aliases: ['Technischen Universität Dresden'] },
  8: { type: 'organisation', name: 'FDP' },
  9: { type: 'organisation', name: 'Rosenauer Zeitung' },
  10: { type: 'place', name: 'Rosenau' },
  11: { type: 'place', name: 'Sachsen' },
  12: { type: 'place', name: 'Torgau' },
  13: { type: 'place', name: 'Mühlgraben' },
};

const MARKED = `[headline] Streit um das alte Hallenbad: <e10>Rosenau</e10> soll abstimmen

[lead] Der Stadtrat von <e10>Rosenau</e10> will das Hallenbad am <e13>Mühlgraben</e13> schließen. <q0 reported s1><s1 e1>Oberbürgermeisterin <e1>Katrin Wendlandt</e1></s1> <c0>kündigte</c0> am Dienstagabend einen Bürgerentscheid <c0>an</c0>.</q0>

<q1 direct s2>„Ein Bad, das jeden Winter eine Million Euro kostet, können wir nicht mit Ansage weiterbetreiben“</q1>, <c1>sagte</c1> <s2 e1><e1>Wendlandt</e1></s2> der <m1 title>„<e9>Rosenauer Zeitung</e9>“</m1>. <q1>„Aber wir schließen es auch nicht hinter dem Rücken der Leute.“</q1> <q2 indirect-free-indirect s2>Das Dach sei undicht, die Technik stamme aus dem Jahr 1974. Eine Sanierung koste mindestens neun Millionen Euro.</q2>

<q3 reported s3><s3 e2><e2>Mehmet Aksoy</e2>, Vorsitzender des <e6>Schwimmvereins Delphin</e6></s3>, <c3>kritisierte</c3> den Zeitplan.</q3> <q4 indirect-free-indirect s3>Man habe erst aus der Presse von der <m2 scare>„Denkpause“</m2> erfahren, mit der die Verwaltung das Ende umschreibe.</q4> <q5 direct s4>„Meine Jüngsten fragen, wo sie im Herbst schwimmen lernen sollen – und ich habe keine Antwort“</q5>, <c5>so</c5> <s4 e2><e2>Aksoy</e2></s4>. Im <s5>Rathaus</s5> dagegen ist man sich keiner Schuld bewusst: <q6 free-indirect s5>Alle Fraktionen waren früh eingebunden, niemand wurde überrascht.</q6>

<c7>Nach</c7> <s6>Angaben des Bauamts</s6> <q7 indirect s6>sind zwei Gutachten in Auftrag gegeben worden</q7>. <s7 e3>Der Ingenieur <e3>Jonas Rehfeldt</e3> von der <e7>Technischen Universität Dresden</e7></s7> <c8>erklärte</c8>, <q8 indirect s7>das Gebäude sei <q9 direct s7>„in einem Zustand, den man nicht mehr schönrechnen kann“</q9></q8>.

[clutter:consent] Externer Inhalt

[clutter:consent] An dieser Stelle finden Sie ein Video von YouTube. Mit einem Klick stimmen Sie zu, dass personenbezogene Daten an Drittplattformen übermittelt werden. Mehr dazu in unserer Datenschutzerklärung.

<q10 indirect-free-indirect s7>Die Fassade könne man retten, das Becken nicht. Er habe der Stadt deshalb zu einem Neubau geraten.</q10>

<q11 reported s8><s8 e4>Stadtrat <e4>Paul Wendlandt</e4> (<e8>FDP</e8>), mit der Oberbürgermeisterin nicht verwandt</s8>, <c11>warnte</c11> vor <q12 direct s8>„einem Millionengrab mit Sprungturm“</q12>.</q11> <q13 indirect-free-indirect s8>Der Kreis <e12>Torgau</e12> habe mit seinem Bad schlechte Erfahrungen gemacht: <s9>Ein Betreiber</s9> habe dort nach zwei Jahren <c14>erklärt</c14>, <q14 indirect s9>man könne <q15 direct s9>„die Heizkosten schlicht nicht mehr verantworten“</q15></q14>.</q13>

[subheading] <q16 direct s10>„Ein Antrag aus <e10>Rosenau</e10> liegt nicht vor“</q16>

[question] Frau <e5>Brückner</e5>, Sie sind in <e11>Sachsen</e11> für den Sport zuständig. Hilft das Land?

<s10 e5><e5>Lena Brückner</e5></s10>: <q17 direct s10>Wir fördern Neubauten mit bis zu 60 Prozent. Aber ein Antrag aus <e10>Rosenau</e10> liegt uns bislang nicht vor.</q17>

Abgestimmt wird voraussichtlich am 14. März. <q18 indirect s11>Bis dahin bleibe das Bad geöffnet</q18>, <c18>teilte</c18> <s11>die Stadt</s11> <c18>mit</c18>. Seit Jahren sinken in <e11>Sachsen</e11> die Besucherzahlen der Bäder, zugleich lernen weniger Kinder schwimmen.

[clutter:related] Mehr zum Thema

[clutter:related] Warum in <e11>Sachsen</e11> immer mehr Bäder schließen`;

/** Text and analysis of the example article. */
export const article = () => fromMarked(MARKED, ENTITIES);
