// The example article. Town, people and club are invented.

export const EXAMPLE = `Streit um das alte Hallenbad: Rosenau soll abstimmen

Der Stadtrat von Rosenau will das Hallenbad am Mühlgraben schließen. Oberbürgermeisterin Katrin Wendlandt kündigte am Dienstagabend einen Bürgerentscheid an.

„Ein Bad, das jeden Winter eine Million Euro kostet, können wir nicht mit Ansage weiterbetreiben“, sagte Wendlandt der „Rosenauer Zeitung“. „Aber wir schließen es auch nicht hinter dem Rücken der Leute.“ Das Dach sei undicht, die Technik stamme aus dem Jahr 1974. Eine Sanierung koste mindestens neun Millionen Euro.

Mehmet Aksoy, Vorsitzender des Schwimmvereins Delphin, kritisierte den Zeitplan. Man habe erst aus der Presse von der „Denkpause“ erfahren, mit der die Verwaltung das Ende umschreibe. „Meine Jüngsten fragen, wo sie im Herbst schwimmen lernen sollen – und ich habe keine Antwort“, so Aksoy. Im Rathaus dagegen ist man sich keiner Schuld bewusst: Alle Fraktionen waren früh eingebunden, niemand wurde überrascht.

Nach Angaben des Bauamts sind zwei Gutachten in Auftrag gegeben worden. Der Ingenieur Jonas Rehfeldt von der Technischen Universität Dresden erklärte, das Gebäude sei „in einem Zustand, den man nicht mehr schönrechnen kann“.

Externer Inhalt

An dieser Stelle finden Sie ein Video von YouTube. Mit einem Klick stimmen Sie zu, dass personenbezogene Daten an Drittplattformen übermittelt werden. Mehr dazu in unserer Datenschutzerklärung.

Die Fassade könne man retten, das Becken nicht. Er habe der Stadt deshalb zu einem Neubau geraten.

Stadtrat Paul Wendlandt (FDP), mit der Oberbürgermeisterin nicht verwandt, warnte vor „einem Millionengrab mit Sprungturm“. Der Kreis Torgau habe mit seinem Bad schlechte Erfahrungen gemacht: Ein Betreiber habe dort nach zwei Jahren erklärt, man könne „die Heizkosten schlicht nicht mehr verantworten“.

„Ein Antrag aus Rosenau liegt nicht vor“

Frau Brückner, Sie sind in Sachsen für den Sport zuständig. Hilft das Land?

Lena Brückner: Wir fördern Neubauten mit bis zu 60 Prozent. Aber ein Antrag aus Rosenau liegt uns bislang nicht vor.

Abgestimmt wird voraussichtlich am 14. März. Bis dahin bleibe das Bad geöffnet, teilte die Stadt mit. Seit Jahren sinken in Sachsen die Besucherzahlen der Bäder, zugleich lernen weniger Kinder schwimmen.

Mehr zum Thema

Warum in Sachsen immer mehr Bäder schließen
`;
