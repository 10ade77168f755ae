//! Names that are others with a letter wrong.

use super::forms::differ_by_one;
use super::grouping::{Form, Sets};
use crate::analysis::EntityKind;
use crate::gazetteer::{self, Gazetteer};
use crate::memory::AsItIs;
use crate::model::hash;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// A rare form one letter from a frequent one of the same kind, both of at least six letters and not on any list.
pub(super) fn join(forms: &[Form], sets: &mut Sets, gazetteer: &Gazetteer) {
    // of people the surname, for the first name is often left out
    let key = |form: &Form| match form.kind {
        EntityKind::Person => form.stems[form.stems.len() - 1].clone(),
        _ => form.stems.join(" "),
    };
    let apart = |a: &Form, b: &Form| a.stems.len() > 1 && b.stems.len() > 1 && a.stems[0] != b.stems[0];
    let listed = |form: &Form| {
        if form.kind == EntityKind::Person {
            return false;
        }
        let word = &form.stems[form.stems.len() - 1];
        let mut letters = word.chars();
        let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        gazetteer.lists(hash(&capital)) & (gazetteer::COUNTRY | gazetteer::PLACE | gazetteer::TOWN | gazetteer::ORGANISATION) != 0
    };
    // forms that share a key with one letter left out differ by one letter at most: by its hash the last of them, and how many
    // they are; for each of these the one before
    let mut shorter: HashMap<u64, (usize, usize), BuildHasherDefault<AsItIs>> = HashMap::default();
    let mut known: Vec<(usize, usize)> = Vec::new();
    for (at, form) in forms.iter().enumerate() {
        let whole = key(form);
        let count = whole.chars().count();
        if !(6..=40).contains(&count) || listed(form) || whole.chars().any(|c| c.is_numeric()) {
            continue;
        }
        for rest in without_one(&whole) {
            let (last, alike) = shorter.entry(rest).or_insert((usize::MAX, 0));
            let same = std::iter::successors(known.get(*last), |(_, before)| known.get(*before));
            let first = same.clone().next().is_none_or(|&(other, _)| other != at);
            for &(other, _) in same {
                let alike = forms[other].kind == form.kind && !(form.kind == EntityKind::Person && apart(&forms[other], form));
                if alike && differ_by_one(&key(&forms[other]), &whole) {
                    sets.join(other, at);
                }
            }
            if *alike < MOST_ALIKE && first {
                known.push((at, *last));
                (*last, *alike) = (known.len() - 1, *alike + 1);
            }
        }
    }
}

/// Forms that are kept of those that are the same without one letter.
const MOST_ALIKE: usize = 8;

/// Hashes of a word without one of its letters, for each of them.
fn without_one(word: &str) -> impl Iterator<Item = u64> {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    // sums[n]: the first n letters as digits of a number
    let letters = word.chars().map(|c| u64::from(u32::from(c)));
    let sums: Vec<u64> = std::iter::once(0)
        .chain(letters.scan(0_u64, |sum, letter| {
            *sum = sum.wrapping_mul(BASE).wrapping_add(letter);
            Some(*sum)
        }))
        .collect();
    let count = sums.len() - 1;
    let mut power = 1_u64;
    (0..count).rev().map(move |cut| {
        let rest = sums[cut].wrapping_sub(sums[cut + 1]).wrapping_mul(power).wrapping_add(sums[count]);
        power = power.wrapping_mul(BASE);
        (rest ^ rest >> 31).wrapping_mul(BASE)
    })
}
