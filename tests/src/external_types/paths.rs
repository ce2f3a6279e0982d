//! The paths in a type, a signature or a list of derives.

use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Meta, Path, Token};

/// Gathers every path it is led past; bodies and attributes say nothing about an API.
#[derive(Default)]
pub struct Paths {
    pub found: Vec<Vec<String>>,
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_path(&mut self, path: &'ast Path) {
        self.found.push(segments(path));
        visit::visit_path(self, path);
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_block(&mut self, _: &'ast Block) {}
}

/// The names of a path; the first is empty when it starts with `::`.
pub fn segments(path: &Path) -> Vec<String> {
    let leading = path.leading_colon.map(|_| String::new());
    let names = path.segments.iter().map(|one| one.ident.to_string());
    leading.into_iter().chain(names).collect()
}

/// The traits of a `derive`, also of one under `cfg_attr`.
pub fn derives(meta: &Meta, traits: &mut Vec<Vec<String>>) {
    let Meta::List(list) = meta else {
        return;
    };
    if list.path.is_ident("derive") {
        let parser = Punctuated::<Path, Token![,]>::parse_terminated;
        let paths = list.parse_args_with(parser).expect("paths to derive");
        traits.extend(paths.iter().map(segments));
    } else if list.path.is_ident("cfg_attr") {
        let parser = Punctuated::<Meta, Token![,]>::parse_terminated;
        let metas = list.parse_args_with(parser).expect("a list of attributes");
        for meta in metas.iter().skip(1) {
            derives(meta, traits);
        }
    }
}
