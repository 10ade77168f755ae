use super::*;
use crate::models::Models;

fn lexicon() -> &'static Lexicon {
    &Models::embedded().lexicon
}

fn lemmas(form: &str) -> Vec<String> {
    let word = lexicon().find(form);
    word.verbs.iter().filter(|verb| !verb.forms.is_empty()).map(|verb| lexicon().lemma_text(verb.lemma)).collect()
}

#[test]
fn leads_every_form_to_its_lemma() {
    for (form, lemma) in [
        ("sagte", "sagen"),
        ("gesagt", "sagen"),
        ("ging", "gehen"),
        ("gegangen", "gehen"),
        ("ist", "sein"),
        ("wäre", "sein"),
        ("könnten", "können"),
        ("verhandelt", "verhandeln"),
        ("mitteilte", "mitteilen"),
        ("mitgeteilt", "mitteilen"),
        ("mitzuteilen", "mitteilen"),
        ("anerkannt", "anerkennen"),
        ("ausgestattet", "ausstatten"),
        ("vorgeschlagen", "vorschlagen"),
        ("wies", "weisen"),
        ("heisst", "heißen"),
        ("muß", "müssen"),
        ("Sagte", "sagen"),
        ("bekräftigte", "bekräftigen"),
        ("widersprach", "widersprechen"),
        ("zurückwies", "zurückweisen"),
        ("angekündigt", "ankündigen"),
        ("aufgefordert", "auffordern"),
        ("übersetzt", "übersetzen"),
        ("gehörte", "gehören"),
    ] {
        assert!(lemmas(form).iter().any(|found| found == lemma), "{form}: {:?}", lemmas(form));
    }
}

#[test]
fn joins_a_prefix_only_where_the_verb_exists() {
    let teilen = lexicon().verb("teilen").unwrap();
    assert_eq!(lexicon().with_prefix(teilen, "mit").map(|lemma| lexicon().lemma_text(lemma)).as_deref(), Some("mitteilen"));
    assert_eq!(lexicon().with_prefix(teilen, "voran"), None);
    assert_eq!(lexicon().verb("mitteilen"), lexicon().with_prefix(teilen, "mit"));
    assert_eq!(lexicon().lemma_hash(lexicon().verb("mitteilen").unwrap()), crate::model::hash("mitteilen"));
}

#[test]
fn tells_mood_and_person() {
    let forms = |form: &str| lexicon().find(form).verb_forms();
    assert!(forms("habe").subjunctive_1().meets(Persons::THIRD_SINGULAR));
    assert!(!forms("habe").present().meets(Persons::THIRD_SINGULAR));
    assert!(forms("hätten").subjunctive_2().meets(Persons::THIRD_PLURAL));
    assert!(forms("hätten").present().is_empty());
    assert!(forms("mitteilte").preterite().meets(Persons::THIRD_SINGULAR));
    assert!(lexicon().find("könnten").classes.has(Classes::MODAL));
}

#[test]
fn agrees_in_case_gender_and_number() {
    let noun = |form: &str| lexicon().find(form).noun;
    let der = lexicon().find("der").pronoun;
    assert!((noun("Minister") & der).meets(Agreement::NOMINATIVE));
    assert!(!(noun("Regierung") & der).meets(Agreement::NOMINATIVE));
    assert!(noun("Häusern").meets(Agreement::DATIVE) && !noun("Häusern").meets(Agreement::NOMINATIVE));
    assert_eq!(noun("Umweltministerium"), noun("Ministerium"));
    assert_eq!(noun("US-Präsident"), noun("Präsident"));
    assert!(noun("Digitalisierungen").meets(Agreement::PLURAL));
}

#[test]
fn knows_the_unlisted_by_their_last_part() {
    assert_eq!(lexicon().find("Kohleausstiegsministerium").source, Source::Compound);
    assert!(lexicon().find("klimafreundliche").classes.has(Classes::ADJECTIVE));
    assert!(lexicon().find("Qxyz").classes.is_empty());
    assert!(lexicon().find(&"a".repeat(1 << 20)).classes.is_empty());
}

#[test]
fn reads_no_damaged_table() {
    let bytes = include_bytes!("../../models/lexicon.bin");
    for cut in [0, 3, 4, 100, 1000, bytes.len() / 2, bytes.len() - 1] {
        assert!(Lexicon::parse(&bytes[..cut]).is_err(), "{cut}");
    }
    // whatever the bytes are, nothing panics
    for at in (4..bytes.len()).step_by(997) {
        let mut damaged = bytes.to_vec();
        damaged[at] ^= 0xFF;
        if let Ok(lexicon) = Lexicon::parse(&damaged) {
            for form in ["mitteilte", "Häuser", "Umweltministerium", "gesagt", "heisst"] {
                let word = lexicon.find(form);
                word.verbs.iter().for_each(|verb| drop(lexicon.lemma_text(verb.lemma)));
            }
        }
    }
}

#[test]
fn words_mean_what_their_last_part_means() {
    use super::meaning::number;
    for (form, class) in [
        ("Sprecherin", "person"),
        ("Deichverbandssprecherin", "person"),
        ("Angeklagten", "person"),
        ("Behörde", "institution"),
        ("Wasserschutzbehörden", "institution"),
        ("Zeitung", "medium"),
        ("Gutachten", "document"),
        ("Polizeiangaben", "statement"),
        ("Bahnhof", "place"),
        ("Bundestag", "institution"),
    ] {
        assert_eq!(lexicon().find(form).meaning, number(class), "{form}");
    }
    assert_eq!(lexicon().find("Xqzw").meaning, 0);
    let verb = |infinitive: &str| lexicon().meaning(crate::model::hash(infinitive));
    assert_eq!([verb("fordern"), verb("bekanntgeben"), verb("fahren")], ["urge", "state", "move"].map(number));
    assert_eq!(lexicon().meaning_of_form("überzeugt"), number("sure"));
    assert_eq!(lexicon().meaning_of_form("inakzeptablen"), lexicon().meaning_of_form("inakzeptable"));
}

#[test]
fn meanings_of_another_table_are_refused() {
    let table = Models::embedded_part("lexicon").unwrap();
    let meanings = Models::embedded_part("meanings").unwrap();
    for end in [0, 1, 1000, meanings.len() - 1] {
        assert!(Lexicon::parse(table).unwrap().with_meanings(&meanings[..end]).is_err());
    }
    let packed = meaning::pack(table, &[("Wirt", 1), ("sagen", 22), ("Zzwirtin", 1)]).unwrap();
    let lexicon = Lexicon::parse(table).unwrap().with_meanings(&packed).unwrap();
    assert_eq!(["Gastwirt", "Zzwirtin", "Haus"].map(|form| lexicon.find(form).meaning), [1, 1, 0]);
    assert_eq!(lexicon.meaning(crate::model::hash("sagen")), 22);
}
