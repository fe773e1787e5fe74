//! Tables, aligned by class so that no page needs an inline style.

use pulldown_cmark::Alignment;

use super::writer::Writer;

/// Where the writer is within a table.
#[derive(Debug, Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl Writer<'_> {
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.table = Table {
            alignments,
            ..Table::default()
        };
        self.out.fresh_line();
        self.out.push("<div class=\"table-box\" tabindex=\"0\"><table>");
    }

    pub(super) fn start_head(&mut self) {
        self.table.in_head = true;
        self.table.column = 0;
        self.out.push("<thead><tr>");
    }

    pub(super) fn start_row(&mut self) {
        self.table.column = 0;
        self.out.push("<tr>");
    }

    pub(super) fn start_cell(&mut self) {
        self.out.push(if self.table.in_head { "<th" } else { "<td" });
        self.out.push(match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            Some(Alignment::None) | None => ">",
        });
    }

    pub(super) fn end_cell(&mut self) {
        self.loops.end_block();
        self.out.push(if self.table.in_head { "</th>" } else { "</td>" });
        self.table.column += 1;
    }

    pub(super) fn end_head(&mut self) {
        self.table.in_head = false;
        self.out.push("</tr></thead><tbody>\n");
    }
}
