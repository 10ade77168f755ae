//! What every stage makes of three articles, label by label, as `wortlaut inspect` shows it. Any change shows here, wanted or not.
//!
//! To accept what the stages say now: `WORTLAUT_BLESS=1 cargo test --features cli --test goldens`, and read the difference before
//! it is committed.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

const ARTICLES: [&str; 3] = ["politik", "schweiz", "sport"];

#[test]
fn every_stage_labels_as_before() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut changes = String::new();
    for name in ARTICLES {
        let found = inspect(&tests.join(format!("articles/{name}.txt")));
        let golden = tests.join(format!("goldens/{name}.txt"));
        if env::var_os("WORTLAUT_BLESS").is_some() {
            fs::write(&golden, &found).expect("the golden can be written");
            continue;
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default().replace("\r\n", "\n");
        if expected != found {
            changes.push_str(&format!("\n{name}\n{}", difference(&expected, &found)));
        }
    }
    assert!(
        changes.is_empty(),
        "labels changed (- golden, + now):\n{changes}\nTo accept: WORTLAUT_BLESS=1 cargo test --features cli --test goldens"
    );
}

fn inspect(article: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_wortlaut")).arg("inspect").arg(article).output().expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("labels are UTF-8")
}

/// Lines that only one of both has, each stretch below the words it labels (longest common subsequence of lines).
fn difference(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            common[a][b] = if old[a] == new[b] { common[a + 1][b + 1] + 1 } else { common[a + 1][b].max(common[a][b + 1]) };
        }
    }
    let (mut a, mut b, mut words, mut out) = (0, 0, "", String::new());
    let mut add = |words: &mut &str, sign: char, line: &str| {
        if !words.is_empty() {
            out.push_str(&format!("  {}\n", std::mem::take(words)));
        }
        out.push_str(&format!("{sign} {line}\n"));
    };
    while a < old.len() || b < new.len() {
        if a < old.len() && b < new.len() && old[a] == new[b] {
            // the words of a sentence are indented, the labels below have a title
            if old[a].starts_with(' ') || old[a].is_empty() {
                words = old[a];
            }
            (a, b) = (a + 1, b + 1);
        } else if b == new.len() || (a < old.len() && common[a + 1][b] >= common[a][b + 1]) {
            add(&mut words, '-', old[a]);
            a += 1;
        } else {
            add(&mut words, '+', new[b]);
            b += 1;
        }
    }
    out
}

#[test]
fn a_difference_shows_the_words_and_what_became_of_their_labels() {
    let old = "        Sie kam\ntag     pron verb+\n\n        Er sprach\ntag     pron noun\n";
    let new = old.replace("noun", "verb+");
    assert_eq!(difference(old, &new), "          Er sprach\n- tag     pron noun\n+ tag     pron verb+\n");
    assert_eq!(difference(old, old), "");
}
