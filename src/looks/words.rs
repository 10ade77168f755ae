//! What a model sees of a word by itself: its letters, its forms, what it does and means.

use super::Look;
use crate::lexicon::{UNKNOWN_LEMMA, VerbForms, Word};
use crate::models::Models;
use crate::reading::Reading;
use crate::tagging::{Letters, Mood, Pos};

/// A token by itself, whatever stands around it.
pub(super) fn look(reading: &Reading, at: usize, word: &Word, letters: &Letters, models: &Models) -> Look {
    let tag = reading.tags[at];
    let Letters { lower, suffix, prefix, shape, mark } = *letters;
    let forms = word.verb_forms();
    let known = tag.lemma.get().filter(|&lemma| lemma != UNKNOWN_LEMMA);
    let lemma = known.map_or(lower, |lemma| models.lexicon.lemma_hash(lemma));
    let mood = match tag.mood {
        Mood::SubjunctiveI => 1,
        Mood::SubjunctiveII => 2,
        Mood::Indicative | Mood::Imperative => 3,
        Mood::None => 0,
    };
    Look {
        lower,
        lemma,
        suffix,
        prefix,
        shape,
        pos: tag.pos as u8,
        mood,
        cue: models.reporting.degree(lemma, lower),
        speech: models.reporting.classes(lemma, lower, tag.pos),
        meaning: match tag.pos {
            Pos::Noun | Pos::Propn => word.meaning,
            Pos::Verb | Pos::Aux => models.lexicon.meaning(lemma),
            Pos::Adj | Pos::Adv => models.lexicon.meaning_of_form(reading.word(at)),
            _ => 0,
        },
        classes: word.classes.0 | form_groups(forms) << 48,
        mark,
        ..Look::default()
    }
}

/// Which groups of verb forms a form can be: present, preterite, Konjunktiv I, Konjunktiv II, imperative, infinitive,
/// zu-infinitive, participle.
fn form_groups(forms: VerbForms) -> u64 {
    let groups = [
        !forms.present().is_empty(),
        !forms.preterite().is_empty(),
        !forms.subjunctive_1().is_empty(),
        !forms.subjunctive_2().is_empty(),
        forms.any(VerbForms::IMPERATIVE_SINGULAR | VerbForms::IMPERATIVE_PLURAL),
        forms.any(VerbForms::INFINITIVE),
        forms.any(VerbForms::ZU_INFINITIVE),
        forms.any(VerbForms::PARTICIPLE_2),
    ];
    groups.iter().enumerate().fold(0, |set, (bit, &has)| set | u64::from(has) << bit)
}
