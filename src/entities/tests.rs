//! Names are marked in the text: `<p …>` person, `<o …>` organisation, `<l …>` place, `<x …>` other.

use super::{Entity, behind, gather};
use crate::analysis::{EntityKind, MentionForm};
use crate::names::Name;
use crate::reading::Reading;
use crate::{Models, Options, clean, tagging, tokens};

/// The entities of a marked text, and a function's view of them.
fn with<T>(marked: &str, view: impl Fn(&Reading, &[Entity]) -> T) -> T {
    let mut text = String::new();
    let mut marks: Vec<(usize, usize, EntityKind)> = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('<') {
        let (inside, behind) = after.split_once('>').expect("a mark is closed");
        let (kind, name) = inside.split_once(' ').expect("a kind and a name");
        text.push_str(before);
        let kind = match kind {
            "p" => EntityKind::Person,
            "o" => EntityKind::Organisation,
            "l" => EntityKind::Place,
            _ => EntityKind::Other,
        };
        marks.push((text.len(), text.len() + name.len(), kind));
        text.push_str(name);
        rest = behind;
    }
    text.push_str(rest);
    let models = Models::embedded();
    let clean = clean::clean(&text, &Options::default());
    let tokens = tokens::split(&clean);
    let tagging = tagging::read(&clean, &tokens, models);
    let reading = Reading::new(&clean, &tokens, &tagging);
    let name = |&(start, end, kind): &(usize, usize, EntityKind)| {
        let first = reading.tokens.partition_point(|token| (token.span().start as usize) < start);
        let last = reading.tokens.partition_point(|token| (token.span().start as usize) < end);
        Name { tokens: first..last, kind }
    };
    let names: Vec<Name> = marks.iter().map(name).collect();
    view(&reading, &gather(&reading, &names, models))
}

/// Every entity as "name: mention | mention".
fn grouped(marked: &str) -> Vec<String> {
    with(marked, |reading, entities| {
        let line = |entity: &Entity| {
            let names = entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name);
            let words: Vec<&str> = names.map(|mention| reading.words(&mention.tokens)).collect();
            format!("{}: {}", entity.name, words.join(" | "))
        };
        entities.iter().map(line).collect()
    })
}

#[test]
fn names_of_the_same_are_one_entity() {
    let table: &[(&str, &[&str])] = &[
        // surname, genitive
        (
            "<p Ruth Sandvoss> kam. <p Sandvoss> ging, <p Sandvoss'> Hut blieb. <p Ruth> fror.",
            &["Ruth Sandvoss: Ruth Sandvoss | Sandvoss | Sandvoss' | Ruth"],
        ),
        // two people of one surname stay apart; the surname goes to the one named last
        (
            "<p Ilse Brandt> und <p Kuno Brandt> stritten. Später gab <p Brandt> nach.",
            &["Ilse Brandt: Ilse Brandt", "Kuno Brandt: Kuno Brandt | Brandt"],
        ),
        // particles and initials
        (
            "<p Carla von der Heide> sprach. <p Von der Heide> schwieg. <p C. von der Heide> schrieb.",
            &["Carla von der Heide: Carla von der Heide | Von der Heide | C. von der Heide"],
        ),
        // a person and a firm of one name stay apart
        (
            "<p Otto Lindqvist> gründete die <o Lindqvist AG>. <p Lindqvist> führt sie.",
            &["Otto Lindqvist: Otto Lindqvist | Lindqvist", "Lindqvist AG: Lindqvist AG"],
        ),
        // inflection, and the nominative to show
        (
            "Das Dach des <o Auswärtigen Amtes> ist neu. Das <o Auswärtige Amt> freut sich.",
            &["Auswärtiges Amt: Auswärtigen Amtes | Auswärtige Amt"],
        ),
        // countries by any of their names
        (
            "Die <l USA> liefern. In den <l Vereinigten Staaten> regnet es. <l Russlands> Felder sind trocken, sagt <l Russland>.",
            &["Vereinigte Staaten: USA | Vereinigten Staaten", "Russland: Russlands | Russland"],
        ),
        // a bracketed abbreviation
        (
            "Der <o Bund der Imkerinnen> (<o BdI>) tagt. Der <o BdI> wächst.",
            &["Bund der Imkerinnen: Bund der Imkerinnen | BdI | BdI"],
        ),
        // an abbreviation of the list, and the end of a longer name
        (
            "Die <o WHO> warnt. Die <o Weltgesundheitsorganisation> hilft. Die <o Deutsche Bahn> fährt, die <o Bahn> wartet.",
            &["Weltgesundheitsorganisation: WHO | Weltgesundheitsorganisation", "Deutsche Bahn: Deutsche Bahn | Bahn"],
        ),
        // an abbreviation by its initials without a bracket, and one introduced in a bracket with other letters
        (
            "Der <o Verband Freier Imker> tagt, der <o VFI> wächst. Der <o Bund der Gärtner> (<o UGX>) schweigt.",
            &["Verband Freier Imker: Verband Freier Imker | VFI", "Bund der Gärtner: Bund der Gärtner | UGX"],
        ),
        // initials that two names share tell nothing
        (
            "<o Freie Imker> und <o Feine Imbisse> tagen. Die <o FI> schweigt.",
            &["Freie Imker: Freie Imker", "Feine Imbisse: Feine Imbisse", "FI: FI"],
        ),
        // genitives of names in -n; what kind of state a place is; an Arabic article
        ("<l Berlin> wächst, <l Berlins> Parks auch.", &["Berlin: Berlin | Berlins"]),
        ("Der <l Freistaat Sachsen> spart, <l Sachsen> wächst.", &["Freistaat Sachsen: Freistaat Sachsen | Sachsen"]),
        ("<p Karim al-Hamadi> kam. <p Hamadi> ging.", &["Karim al-Hamadi: Karim al-Hamadi | Hamadi"]),
        // one wrong letter
        ("<p Anneke Wiebusch> kam. <p Wiebsuch> ging.", &["Anneke Wiebusch: Anneke Wiebusch | Wiebsuch"]),
        // what is alike but for two letters stays apart
        ("Der <l Iran> und der <l Irak> grenzen aneinander.", &["Iran: Iran", "Irak: Irak"]),
    ];
    for (text, entities) in table {
        assert_eq!(grouped(text), *entities, "{text}");
    }
}

#[test]
fn people_have_the_role_the_text_gives() {
    type Row = (&'static str, Option<&'static str>, Option<&'static str>, Option<u32>);
    let table: &[Row] = &[
        ("Kremlsprecher <p Igor Malin> schwieg.", Some("Kremlsprecher"), None, None),
        ("Der russische Außenminister <p Igor Malin> schwieg.", Some("russische Außenminister"), None, None),
        ("<p Vera Kolb>, Sprecherin der Stadtwerke, schwieg.", Some("Sprecherin der Stadtwerke"), None, None),
        (
            "Die Sprecherin der <o Stiftung Waldweg>, <p Heike van Loon>, schwieg.",
            Some("Sprecherin der Stiftung Waldweg"),
            None,
            None,
        ),
        ("Der SPD-Politiker <p Jan Ohm> (47) schwieg.", Some("SPD-Politiker"), Some("SPD"), Some(47)),
        ("Ministerin <p Eva Rühl> (<o CDU>) schwieg.", Some("Ministerin"), Some("CDU"), None),
        ("<p Eva Rühl>, 52, schwieg.", None, None, Some(52)),
        ("Am Mittwoch kam <p Eva Rühl> nach Bremen.", None, None, None),
    ];
    for (text, role, party, age) in table {
        with(text, |_, entities| {
            let person = entities.iter().find(|entity| entity.kind == EntityKind::Person).expect("a person");
            assert_eq!((person.role.as_deref(), person.party.as_deref(), person.age), (*role, *party, *age), "{text}");
        });
    }
}

/// Everything but names that refers to an entity, as "words > entity".
fn references(marked: &str) -> Vec<String> {
    with(marked, |reading, entities| {
        let mut all: Vec<(usize, String)> = Vec::new();
        for entity in entities {
            let others = entity.mentions.iter().filter(|mention| mention.form != MentionForm::Name);
            all.extend(others.map(|m| (m.tokens.start, format!("{} > {}", reading.words(&m.tokens), entity.name))));
        }
        all.sort();
        all.into_iter().map(|(_, line)| line).collect()
    })
}

#[test]
fn countries_gather_adjectives_inhabitants_and_compounds() {
    let table: &[(&str, &[&str])] = &[
        ("<l Russland> zögert. Der russische Präsident und die Russen warten.", &["russische > Russland", "Russen > Russland"]),
        (
            "Die <l USA> zögern. US-Außenminister und amerikanische Bauern warten.",
            &["US-Außenminister > USA", "amerikanische > USA"],
        ),
        ("Die <o SPD> tagt, die SPD-Fraktion schweigt.", &["SPD-Fraktion > SPD"]),
        ("In <l Bremen> regnet es; der Bremer Hafen ruht, die Berliner Luft nicht.", &["Bremer > Bremen"]),
        // compounds that name nothing, though a model took them for names
        (
            "Die <l USA> lehnen die <o Ostsee-Pipeline> durch die <l Ostsee> ab, sagte das <o US-Ministerium>.",
            &["Ostsee-Pipeline > Ostsee", "US-Ministerium > USA"],
        ),
        ("Die <l Ostsee> beschäftigt die <o Ostsee-Zeitung>, die EU die <o EU-Kommission>.", &[]),
        // a country that is not named has no entity
        ("Der russische Präsident wartet auf <l Island>.", &[]),
    ];
    for (text, found) in table {
        assert_eq!(references(text), *found, "{text}");
    }
}

#[test]
fn descriptions_and_pronouns_need_agreement() {
    let table: &[(&str, &[&str])] = &[
        ("Außenminister <p Peter Vogt> kam. Der Minister schwieg.", &["Der Minister > Peter Vogt"]),
        ("<p Anna Vogt> kam. Später sagte sie nichts.", &["sie > Anna Vogt"]),
        ("<p Peter Vogt> kam. Später sagte er nichts.", &["er > Peter Vogt"]),
        // no agreement in gender
        ("<p Peter Vogt> kam. Später sagte sie nichts.", &[]),
        // "sie" with a verb in the plural
        ("<p Anna Vogt> kam. Später sagten sie nichts.", &[]),
        ("<p Peter Vogt> (54) kam mit <p Karl Lenz>. Der 54-Jährige schwieg.", &["Der 54-Jährige > Peter Vogt"]),
        ("Das <o Landgericht Ulm> tagte. Das Gericht schwieg.", &["Das Gericht > Landgericht Ulm"]),
        // a description that fits nobody
        ("<p Anna Vogt> kam. Der Trainer schwieg.", &[]),
    ];
    for (text, found) in table {
        assert_eq!(references(text), *found, "{text}");
    }
}

#[test]
fn behind_words_stands_who_speaks() {
    let text = "Kremlsprecher <p Igor Malin> vom <o Kreml> schwieg in <l Moskau>. Ein Sprecher der <o Bahn> gähnte.";
    with(text, |_, entities| {
        let name = |tokens| behind(entities, &tokens).map(|id| entities[id].name.as_str());
        assert_eq!(name(0..5), Some("Igor Malin"));
        assert_eq!(name(3..5), Some("Kreml"));
        // a part of a compound and an unnamed speaker are nobody
        assert_eq!(name(0..1), None);
        assert_eq!(name(5..6), None);
        assert_eq!(name(9..13), None);
        assert_eq!(name(11..13), Some("Bahn"));
    });
}
