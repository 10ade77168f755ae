//! The case table of clutter: what news sites put around an article is found, and no line of the article is lost.

use std::collections::BTreeSet;
use wortlaut::Options;
use wortlaut::clean::clean;

const TABLE: &str = include_str!("clutter.txt");

struct Case {
    name: &'static str,
    /// As it would be pasted.
    text: String,
    /// Byte ranges of its lines, and whether each is clutter; the number of the block counts runs of marked lines.
    lines: Vec<(std::ops::Range<usize>, Option<usize>)>,
}

fn cases() -> Vec<Case> {
    TABLE
        .split("\n=== ")
        .skip(1)
        .map(|case| {
            let (name, lines) = case.split_once('\n').expect("a name and lines");
            let mut case = Case { name, text: String::new(), lines: Vec::new() };
            let (mut block, mut before) = (0, None);
            for line in lines.trim_end().lines() {
                let start = case.text.len();
                let clutter = line.strip_prefix('✂').map(|line| line.split_once(' ').expect("reason and words"));
                // lines of one reason without a blank line between them are one block
                let reason = clutter.map(|(reason, _)| reason);
                block += usize::from(reason.is_some() && reason != before);
                before = reason;
                case.text += clutter.map_or(line, |(_, words)| words);
                if !line.is_empty() {
                    case.lines.push((start..case.text.len(), reason.map(|_| block)));
                }
                case.text.push('\n');
            }
            case
        })
        .collect()
}

#[test]
fn clutter_is_found_and_no_line_of_the_article_is_lost() {
    let cases = cases();
    let (mut blocks, mut missed, mut lost, mut body) = (0, 0, 0, 0);
    for case in &cases {
        let clean = clean(&case.text, &Options::default());
        let mut all = BTreeSet::new();
        let mut left = BTreeSet::new();
        for (range, block) in &case.lines {
            let here = clean.blocks.iter().find(|found| {
                clean.original(found.span).start as usize <= range.start && range.end <= clean.original(found.span).end as usize
            });
            let why = here.unwrap_or_else(|| panic!("{}: {:?} is in no block", case.name, &case.text[range.clone()])).why;
            match block {
                Some(block) => {
                    all.insert(block);
                    if why.is_none() {
                        println!("{}: not found: {}", case.name, &case.text[range.clone()]);
                        left.insert(block);
                    }
                }
                None => {
                    body += 1;
                    if let Some(why) = why {
                        println!("{}: lost as {why:?}: {}", case.name, &case.text[range.clone()]);
                        lost += 1;
                    }
                }
            }
        }
        blocks += all.len();
        missed += left.len();
    }
    println!("{} articles: {} of {blocks} clutter blocks found, {lost} of {body} lines lost", cases.len(), blocks - missed);
    assert!(cases.len() >= 60);
    assert_eq!(lost, 0, "lines of articles lost");
    assert!((blocks - missed) * 100 >= blocks * 95, "{missed} of {blocks} clutter blocks not found");
}
