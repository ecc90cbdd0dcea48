//! What changed between two texts, word by word; Chinese character by character.

use crate::ui::DiffPart;

/// Largest table that is filled: past it the texts are compared by sentences, and past that as wholes.
const CELLS: usize = 1_000_000;

/// The pieces of a comparison in order.
pub fn compare(old: &str, new: &str) -> Vec<DiffPart> {
    if old == new {
        return vec![DiffPart::Same(new.to_owned())];
    }
    let by_words = (words(old), words(new));
    let by_sentences = (sentences(old), sentences(new));
    for (old, new) in [by_words, by_sentences] {
        if let Some(parts) = parts(&old, &new) {
            return parts;
        }
    }
    [
        (old, DiffPart::Old as fn(String) -> DiffPart),
        (new, DiffPart::New),
    ]
    .into_iter()
    .filter(|(text, _)| !text.is_empty())
    .map(|(text, part)| part(text.to_owned()))
    .collect()
}

/// Runs of letters and digits, and everything else alone.
fn words(text: &str) -> Vec<&str> {
    let in_word = |c: char| c.is_alphanumeric() && !('\u{2e80}'..='\u{fa6f}').contains(&c);
    split(text, |before, c| !(in_word(before) && in_word(c)))
}

/// Up to and with the mark that ends a sentence.
fn sentences(text: &str) -> Vec<&str> {
    split(text, |before, _| {
        matches!(before, '\n' | '。' | '！' | '？' | '；' | '.' | '!' | '?' | ';')
    })
}

fn split(text: &str, here: impl Fn(char, char) -> bool) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|b| here(b, c)) {
            out.push(&text[from..at]);
            from = at;
        }
        before = Some(c);
    }
    if from < text.len() {
        out.push(&text[from..]);
    }
    out
}

/// Longest common subsequence; none when its table would be too large.
fn parts(old: &[&str], new: &[&str]) -> Option<Vec<DiffPart>> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (o, n) = (&old[start..], &new[start..]);
    let end = o
        .iter()
        .rev()
        .zip(n.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (o, n) = (&o[..o.len() - end], &n[..n.len() - end]);
    let width = n.len() + 1;
    if (o.len() + 1).saturating_mul(width) > CELLS {
        return None;
    }
    // longest[i][j]: of what is behind i in the old and j in the new.
    let mut longest = vec![0_u32; (o.len() + 1) * width];
    for i in (0..o.len()).rev() {
        for j in (0..n.len()).rev() {
            longest[i * width + j] = if o[i] == n[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let mut out = Joined::default();
    old[..start].iter().for_each(|word| out.same(word));
    let (mut i, mut j) = (0, 0);
    while i < o.len() || j < n.len() {
        if i < o.len() && j < n.len() && o[i] == n[j] {
            out.same(o[i]);
            (i, j) = (i + 1, j + 1);
        } else if j == n.len() || (i < o.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1])
        {
            out.gone.push_str(o[i]);
            i += 1;
        } else {
            out.came.push_str(n[j]);
            j += 1;
        }
    }
    new[new.len() - end..].iter().for_each(|word| out.same(word));
    out.flush();
    Some(out.parts)
}

/// Neighbouring pieces of one kind become one; what is gone stands before what came.
#[derive(Default)]
struct Joined {
    parts: Vec<DiffPart>,
    gone: String,
    came: String,
}

impl Joined {
    fn same(&mut self, word: &str) {
        self.flush();
        match self.parts.last_mut() {
            Some(DiffPart::Same(text)) => text.push_str(word),
            _ => self.parts.push(DiffPart::Same(word.to_owned())),
        }
    }

    fn flush(&mut self) {
        if !self.gone.is_empty() {
            self.parts.push(DiffPart::Old(std::mem::take(&mut self.gone)));
        }
        if !self.came.is_empty() {
            self.parts.push(DiffPart::New(std::mem::take(&mut self.came)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DiffPart::{New, Old, Same};

    #[test]
    fn words_and_characters_are_compared() {
        let cases: [(&str, &str, Vec<DiffPart>); 5] = [
            ("same", "same", vec![Same("same".into())]),
            ("", "new", vec![New("new".into())]),
            (
                "up to 50 users",
                "up to 100 users",
                vec![
                    Same("up to ".into()),
                    Old("50".into()),
                    New("100".into()),
                    Same(" users".into()),
                ],
            ),
            (
                "支持五十人使用",
                "支持一百人使用",
                vec![
                    Same("支持".into()),
                    Old("五十".into()),
                    New("一百".into()),
                    Same("人使用".into()),
                ],
            ),
            ("a b", "a", vec![Same("a".into()), Old(" b".into())]),
        ];
        for (old, new, expected) in cases {
            assert_eq!(compare(old, new), expected, "{old} / {new}");
        }
    }

    #[test]
    fn both_texts_can_be_read_out_of_the_pieces_whatever_their_size() {
        let long = |n: usize, step: usize| (0..n).map(|i| format!("字{}。", i / step)).collect::<String>();
        let pairs = [
            ("one two three".to_owned(), "two three four".to_owned()),
            (long(600, 1), long(600, 2)),
            (long(6_000, 1), long(6_000, 2)),
            (String::new(), long(3, 1)),
        ];
        for (old, new) in pairs {
            let parts = compare(&old, &new);
            let read = |skip_new: bool| {
                let kept = parts.iter().filter_map(|p| match p {
                    Same(text) => Some(text.as_str()),
                    Old(text) => skip_new.then_some(text.as_str()),
                    New(text) => (!skip_new).then_some(text.as_str()),
                });
                kept.collect::<String>()
            };
            assert_eq!((read(true), read(false)), (old, new));
        }
    }
}
