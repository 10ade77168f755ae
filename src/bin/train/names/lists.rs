//! Packs the lists of names.

use std::fs;
use std::path::Path;
use wortlaut::gazetteer::{self, COUNTRY, FIRST_NAME, ORGANISATION, PLACE, RARE_FIRST_NAME, SURNAME, TOWN, countries};

const PLACES: &str = include_str!("../../../gazetteer/places.txt");
const ORGANISATIONS: &str = include_str!("../../../gazetteer/organisations.txt");
const FIRST_NAMES: &str = include_str!("../../../gazetteer/first-names.txt");
const SURNAMES: &str = include_str!("../../../gazetteer/surnames.txt");

/// From so many bearers in Berlin and Köln on a first name is common.
const COMMON: u32 = 20;
/// Names with fewer bearers are left out.
const FEWEST: u32 = 3;

/// The packed lists.
pub fn pack(corpora: &Path) -> Result<Vec<u8>, String> {
    let read = |name: &str| {
        let path = corpora.join("words").join(name);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let (first_names, surnames, towns) = (read("first-names.tsv")?, read("surnames.txt")?, read("towns-de.txt")?);
    let mut entries: Vec<(&str, u8)> = Vec::new();
    for line in first_names.lines() {
        let Some((name, count)) = line.split_once('\t') else { continue };
        let count: u32 = count.trim().parse().unwrap_or(0);
        if count >= FEWEST && !name.contains(' ') {
            entries.push((name, if count >= COMMON { FIRST_NAME } else { RARE_FIRST_NAME }));
        }
    }
    entries.extend(surnames.lines().filter(|name| !name.contains(' ')).map(|name| (name, SURNAME)));
    entries.extend(towns.lines().map(|name| (name, TOWN)));
    entries.extend(own(FIRST_NAMES).map(|name| (name, FIRST_NAME)));
    entries.extend(own(SURNAMES).map(|name| (name, SURNAME)));
    entries.extend(own(PLACES).map(|name| (name, PLACE)));
    entries.extend(own(ORGANISATIONS).map(|name| (name, ORGANISATION)));
    entries.extend(countries().iter().flat_map(|country| country.names.iter().map(|&name| (name, COUNTRY))));
    Ok(gazetteer::pack(entries))
}

fn own(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with("# "))
}
