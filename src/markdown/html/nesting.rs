//! What may stand within what: raw elements end others by their start just where a browser ends them.
//!
//! A browser that ended an element which the written HTML closes later would take the late end for that of an
//! element around it, and so close the page around the text.

use super::allowed::{self, Ends};
use super::{RawTag, Writer};

impl Writer<'_> {
    /// Closes what a raw element ends by its start; `false` if it cannot stand here at all.
    pub(super) fn makes_way_for(&mut self, name: &str) -> bool {
        if !self.may_hold(name) || !self.ends_parts(name) {
            return false;
        }
        for closed in allowed::closes(name) {
            let is_last = |open: &RawTag| open.depth == self.depth && open.name == *closed;
            if self.raw.last().is_some_and(is_last) {
                self.pop_raw();
            }
        }
        true
    }

    /// Whether no heading or table that a browser would end stands around the Markdown block, where it cannot be
    /// closed.
    fn may_hold(&mut self, name: &str) -> bool {
        let is_outside = |open: &RawTag| open.depth != self.depth;
        if allowed::is_heading(name) {
            let mut around = self.raw.iter().filter(|open| is_outside(open));
            return self.inline == 0 && !around.any(|open| allowed::is_heading(&open.name));
        }
        match self.loose_table().filter(|_| name == "table") {
            Some(table) if is_outside(&self.raw[table]) => false,
            Some(table) => {
                self.close_raw_until(table);
                true
            }
            None => true,
        }
    }

    /// Closes what a part of a list or table ends, however deep that is open; `false` if there is no list or table
    /// for it: a browser passes over the parts of a table outside of one, and ends an item of a list of Markdown.
    fn ends_parts(&mut self, name: &str) -> bool {
        let Some((whole, ends)) = allowed::belongs_to(name) else {
            return true;
        };
        let in_block =
            |open: &RawTag, names: &[&str]| open.depth == self.depth && names.contains(&&*open.name);
        let Some(outer) = self.raw.iter().rposition(|open| in_block(open, whole)) else {
            return false;
        };
        let left = match ends {
            Ends::Siblings(items) => {
                let mut inside = self.raw[outer + 1..].iter();
                let item = inside.position(|open| items.contains(&&*open.name));
                item.map_or(self.raw.len(), |item| outer + 1 + item)
            }
            Ends::AllWithin(parents) => {
                let parent = self.raw.iter().rposition(|open| in_block(open, parents));
                parent.map_or(outer, |parent| parent.max(outer)) + 1
            }
        };
        self.close_raw_until(left);
        true
    }

    /// The innermost open raw table, if none of its cells is open: a table within would end it in a browser.
    pub(in crate::markdown) fn loose_table(&self) -> Option<usize> {
        let is_part = |open: &RawTag| ["table", "td", "th", "caption"].contains(&&*open.name);
        let part = self.raw.iter().rposition(is_part)?;
        (self.raw[part].name == "table").then_some(part)
    }

    /// Closes a raw table without a cell before a Markdown block that may hold tables.
    pub(in crate::markdown) fn close_loose_table(&mut self) {
        if let Some(table) = self
            .loose_table()
            .filter(|at| self.raw[*at].depth + 1 == self.depth)
        {
            self.close_raw_until(table);
        }
    }

    /// Closes a raw paragraph before a block, which no paragraph can hold.
    pub(in crate::markdown) fn close_raw_paragraph(&mut self) {
        if self.raw.last().is_some_and(|open| open.name == "p") {
            self.pop_raw();
        }
    }

    /// Closes a raw heading before a Markdown heading.
    pub(in crate::markdown) fn close_raw_heading(&mut self) {
        let is_here = |open: &RawTag| open.depth == self.depth && allowed::is_heading(&open.name);
        if self.raw.last().is_some_and(is_here) {
            self.pop_raw();
        }
    }

    /// Closes raw elements until just so many are open.
    pub(super) fn close_raw_until(&mut self, left: usize) {
        while self.raw.len() > left {
            self.pop_raw();
        }
    }
}
