//! Who says it: the speaker's words, cue, frame and addressee of every quotation, and the entity behind the speaker.

pub mod frame;
pub mod ranking;
pub mod roles;

use crate::analysis::{QuoteKind, SpeakerForm};
use crate::entities::Entity;
use crate::looks::Looks;
use crate::model::{Features, exp};
use crate::models::Models;
use crate::quotes::Quotation;
use ranking::{Before, Candidate};
use roles::{Places, RoleRun};
use std::ops::Range;

/// Speaker and frame of one quotation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attribution {
    /// The words that name the speaker, token runs in order; empty where unknown.
    pub speaker: Vec<Range<usize>>,
    /// The entity behind the words.
    pub entity: Option<usize>,
    /// How the words name the speaker.
    pub how: Option<SpeakerForm>,
    /// The reporting words.
    pub cue: Vec<Range<usize>>,
    /// The frame around the quotation.
    pub frame: Vec<Range<usize>>,
    /// To whom it is said.
    pub addressee: Vec<Range<usize>>,
    /// How sure the stage is of the speaker, 0 to 1.
    pub confidence: f32,
    /// Rules and models that decided, with the tokens they rest on.
    pub why: Vec<(&'static str, Range<usize>)>,
}

/// Finds the speaker of every quotation; one attribution a quotation.
pub fn attribute(looks: &Looks, entities: &[Entity], quotes: &[Quotation], models: &Models) -> Vec<Attribution> {
    let runs = role_runs(looks, quotes, models);
    let candidates = ranking::candidates(looks, &runs, entities);
    let mut chosen: Vec<Option<usize>> = Vec::with_capacity(quotes.len());
    let mut out = Vec::with_capacity(quotes.len());
    let mut features = Features::default();
    for (index, quote) in quotes.iter().enumerate() {
        let near = ranking::near(looks, &candidates, quote);
        features.clear();
        ranking::features(
            looks,
            &runs,
            &candidates,
            near.clone(),
            quote,
            before(quotes, &chosen, &candidates, index),
            &mut features,
        );
        let scores = models.speakers.scores(&features);
        let (best, confidence) = softmax_best(&scores);
        let speaker = (best < near.len()).then_some(near.start + best);
        chosen.push(speaker);
        out.push(frame::complete(looks, quotes, index, speaker.map(|at| &candidates[at]), &runs, confidence));
    }
    inherit(quotes, &mut out);
    out
}

/// Cue, speaker and addressee words of the whole text.
pub fn role_runs(looks: &Looks, quotes: &[Quotation], models: &Models) -> Vec<RoleRun> {
    let places = Places::new(looks.tokens.len(), quotes);
    let mut out = Vec::new();
    let mut features = Features::default();
    for sentences in looks.blocks() {
        let base = looks.tokens_of(&sentences).start;
        features.clear();
        roles::features(looks, &places, sentences, &mut features);
        let scores = models.roles.scores(&features);
        out.extend(roles::runs(&models.roles.best_path(&scores), &models.roles.marginals(&scores), base));
    }
    out
}

/// What was decided before quotation `index`: `chosen` holds a candidate for each quotation before it.
pub fn before<'a>(quotes: &'a [Quotation], chosen: &[Option<usize>], candidates: &'a [Candidate], index: usize) -> Before<'a> {
    let of = |at: usize| (&quotes[at], chosen[at].map(|speaker| &candidates[speaker]));
    Before { last: index.checked_sub(1).map(of), outer: quotes[index].inside.map(of) }
}

fn softmax_best(scores: &[f32]) -> (usize, f32) {
    let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
    let all: f32 = scores.iter().map(|score| exp(score - scores[best])).sum();
    (best, 1.0 / all)
}

/// Words in marks within somebody's indirect speech have its speaker, cue and addressee.
fn inherit(quotes: &[Quotation], out: &mut [Attribution]) {
    for at in 0..quotes.len() {
        let Some(outer) = quotes[at].inside.filter(|_| quotes[at].kind == QuoteKind::Direct) else { continue };
        if quotes[outer].kind == QuoteKind::Indirect {
            let Attribution { cue, frame, addressee, .. } = out[outer].clone();
            (out[at].cue, out[at].frame, out[at].addressee) = (cue, frame, addressee);
        }
    }
}
