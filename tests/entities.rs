//! The sample article: everybody and everything that it names. Needs the folder `shared` beside the checkout, or
//! `WORTLAUT_SHARED`.

use serde_json::Value;
use std::path::PathBuf;
use wortlaut::analysis::{Entity, EntityKind, MentionForm};
use wortlaut::{Options, Unit, analyse};

fn sample(name: &str) -> Option<String> {
    let shared = std::env::var_os("WORTLAUT_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let path = shared.join("samples").join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("skipped: {} cannot be read", path.display());
    }
    text
}

fn spelled(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
        EntityKind::Other => "other",
    }
}

#[test]
fn the_sample_names_fifteen() {
    let (Some(text), Some(gold)) = (sample("blinken-lawrow.txt"), sample("blinken-lawrow.entities.jsonl")) else { return };
    let analysis = analyse(&text, &Options { unit: Unit::CodePoints, ..Options::default() }).unwrap();
    let gold: Value = serde_json::from_str(gold.trim()).unwrap();
    let gold = gold["entities"].as_array().unwrap();
    assert_eq!(gold.len(), 15);
    for wanted in gold {
        let name = wanted["name"].as_str().unwrap();
        let found: Vec<&Entity> = analysis.entities.iter().filter(|entity| entity.name == name).collect();
        let [found] = found[..] else { panic!("{name} is there {} times", found.len()) };
        assert_eq!(spelled(found.kind), wanted["type"], "{name}");
        assert_eq!(found.role.as_deref(), wanted["role"].as_str(), "{name}");
        let names = found.mentions.iter().filter(|mention| mention.form == MentionForm::Name);
        let names: Vec<[u32; 2]> = names.map(|mention| [mention.start, mention.end]).collect();
        assert_eq!(serde_json::to_value(names).unwrap(), wanted["mentions"], "{name}");
    }
    let invented = analysis.entities.len() - gold.len();
    assert!(invented <= 2, "{invented} entities that the article does not name");
}

#[test]
fn countries_gather_what_belongs_to_them() {
    let Some(text) = sample("blinken-lawrow.txt") else { return };
    let analysis = analyse(&text, &Options { unit: Unit::Bytes, ..Options::default() }).unwrap();
    let others = |name: &str, form: MentionForm| -> Vec<&str> {
        let entity = analysis.entities.iter().find(|entity| entity.name == name).expect("it is named");
        let mentions = entity.mentions.iter().filter(|mention| mention.form == form);
        mentions.map(|mention| &text[mention.start as usize..mention.end as usize]).collect()
    };
    assert!(others("Russland", MentionForm::Adjective).contains(&"russischen"));
    assert!(others("USA", MentionForm::Compound).contains(&"US-Außenminister"));
    assert_eq!(others("Kreml", MentionForm::Compound), ["Kremlsprecher", "Kremlchef"]);
}
