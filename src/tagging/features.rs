//! What the part-of-speech model sees of every token.

use super::Look;
use crate::lexicon::{Classes, Source, VerbForms};
use crate::model::{Features, join};

/// How far an auxiliary looks for its participle or infinitive.
const REACH: usize = 24;

/// Stands for the tokens outside the sentence.
const OUTSIDE: u32 = 0x5EED;

/// Writes the features of all tokens of one sentence, one position a token.
pub fn write(looks: &[Look], out: &mut Features) {
    out.clear();
    let outside = Look { lower: OUTSIDE, class: OUTSIDE, suffixes: [OUTSIDE; 4], ..Look::default() };
    for at in 0..looks.len() {
        let near = |step: isize| at.checked_add_signed(step).and_then(|place| looks.get(place)).unwrap_or(&outside);
        let (here, left, right) = (near(0), near(-1), near(1));
        let (left2, right2) = (near(-2), near(2));
        let first = u32::from(at == 0);
        let values = [
            0,
            here.lower,
            left.lower,
            right.lower,
            left2.lower,
            right2.lower,
            join(left.lower, here.lower),
            join(here.lower, right.lower),
            here.suffixes[0],
            here.suffixes[1],
            here.suffixes[2],
            here.suffixes[3],
            here.prefix,
            join(here.shape, first),
            here.class,
            left.class,
            right.class,
            join(left.class, here.class),
            join(here.class, right.class),
            join(join(left.class, here.class), right.class),
            join(left.class, right.class),
            join(right.class, right2.class),
            join(left2.class, left.class),
            join(here.lower, right.class),
            join(here.lower, left.class),
            join(left.suffixes[1], here.class),
            join(right.suffixes[1], here.class),
            join(join(here.class, here.shape), first),
            join(join(here.suffixes[1], here.shape), first),
        ];
        for (template, value) in values.into_iter().enumerate() {
            out.add(template as u32, value);
        }
        if here.word.classes.has(Classes::AUXILIARY) {
            let company = company(looks, at);
            out.add(40, join(here.lower, company));
            out.add(41, company);
        }
        if here.word.verb_forms().any(VerbForms::PARTICIPLE_2) {
            let helper = helper(looks, at);
            out.add(44, helper);
            out.add(45, join(here.lower, helper));
        }
        if here.word.classes.any(Classes::ARTICLE | Classes::PRONOUN) {
            let noun = looks[at + 1..].iter().take(4).find(|look| look.word.classes.has(Classes::NOUN) || look.is_mark());
            let agrees = match noun {
                Some(look) if !look.is_mark() => u32::from(look.word.noun.meets(here.word.pronoun)),
                Some(_) => 2,
                None => 3,
            };
            out.add(42, join(here.lower, agrees));
            out.add(43, join(here.class, agrees));
        }
        out.finish_position();
    }
}

/// What an auxiliary has in its clause: a participle or an infinitive right before it, the first of them after it that
/// closes its verb group, an uninflected adjective.
fn company(looks: &[Look], at: usize) -> u32 {
    let infinite = VerbForms::PARTICIPLE_2 | VerbForms::INFINITIVE | VerbForms::ZU_INFINITIVE;
    let closes =
        |look: &Look| look.ends_clause() || look.word.classes.any(Classes::COORDINATOR | Classes::VERB | Classes::COMPARISON);
    let before = at > 0 && !looks[at - 1].capital && looks[at - 1].word.verb_forms().any(infinite);
    let (mut after, mut predicate) = (0, 0);
    for place in at + 1..looks.len().min(at + REACH) {
        let look = &looks[place];
        if look.ends_clause() {
            break;
        }
        let forms = look.word.verb_forms();
        let last = looks.get(place + 1).is_none_or(closes);
        if !look.capital && forms.any(infinite) && last {
            // "hat … kommen können" has an infinitive for a participle
            let modal = looks.get(place + 1).is_some_and(|next| next.word.classes.has(Classes::MODAL));
            after = if forms.any(VerbForms::PARTICIPLE_2) || modal { 1 } else { 2 };
            break;
        }
        let adverb = Classes::ADVERB | Classes::PREPOSITION | Classes::COORDINATOR;
        if look.word.classes.has(Classes::PREDICATIVE) && !look.word.classes.any(adverb) && last {
            predicate = 1;
        }
    }
    u32::from(before) * 6 + after * 2 + predicate
}

/// The auxiliary that a participle can belong to: right behind it, else the last before it in its clause.
fn helper(looks: &[Look], at: usize) -> u32 {
    let is = |look: &&Look| look.word.classes.any(Classes::AUXILIARY | Classes::MODAL);
    let behind = looks.get(at + 1).filter(is).map(|look| join(look.lower, 1));
    let before = || looks[..at].iter().rev().take(REACH).take_while(|look| !look.ends_clause()).find(is).map(|look| look.lower);
    behind.or_else(before).unwrap_or_default()
}

/// A number for the classes of a word: those that tell parts of speech apart, and how the word is known.
pub fn class(look: &Look) -> u32 {
    let word = &look.word;
    let mut bits = word.classes.0;
    // names of every kind count as one, subclasses of adverbs and prepositions not at all
    let fine = Classes::FIRST_NAME | Classes::SURNAME | Classes::COUNTRY | Classes::TOWN | Classes::PLACE;
    let fine = fine | Classes::ADVERB_TIME | Classes::ADVERB_PLACE | Classes::ADVERB_PRONOMINAL;
    let fine = fine | Classes::GOVERNS_GENITIVE | Classes::GOVERNS_DATIVE | Classes::GOVERNS_ACCUSATIVE;
    bits &= !fine.0;
    let forms = word.verb_forms();
    let infinite = u32::from(forms.any(VerbForms::INFINITIVE))
        | u32::from(forms.any(VerbForms::ZU_INFINITIVE)) << 1
        | u32::from(forms.any(VerbForms::PARTICIPLE_1)) << 2
        | u32::from(forms.any(VerbForms::PARTICIPLE_2)) << 3;
    let known = match word.source {
        Source::Listed => 0,
        Source::Unknown => join(look.shape, 1),
        _ => 1,
    };
    let kind = infinite | u32::from(look.capital) << 4;
    join(join(bits as u32, (bits >> 32) as u32), join(kind, known))
}
