//! Reading: what is understood, and what versions and references are refused.

use call_engine_contract::contract::{Effect, Kind, Shape, Unit};
use call_engine_contract::{Contract, Document, Sources};

use crate::common::{
    CATALOGUE, DOCUMENT, assert_useful, contract, document, edited, line_of, only, real, refused,
};

#[test]
fn the_real_contract_says_what_it_says() {
    let contract = contract();
    let start = contract.operation("start_call_by_robot").unwrap();
    assert_eq!(start.path, "/v4/call_engine_http_srv/start_call_by_robot");
    assert_eq!(start.effect, Effect::PlacesCall);
    assert_eq!(start.rate_limit, 200);
    assert_eq!(start.error_codes, [101_001, 101_002, 101_004]);
    assert_eq!(start.request, "StartCallByRobotRequest");
    assert_eq!(start.payload.as_deref(), Some("StartCallByRobotResponse"));
    assert!(contract.operation("end_call").unwrap().payload.is_none());
    let request = contract.component("StartCallByRobotRequest").unwrap();
    let timeout = request
        .fields()
        .iter()
        .find(|field| field.name == "Timeout")
        .unwrap();
    assert_eq!(timeout.kind, Kind::Integer);
    assert_eq!(timeout.unit, Some(Unit::Milliseconds));
    assert_eq!(
        (timeout.limits.minimum, timeout.limits.maximum),
        (Some(10_000), Some(600_000))
    );
    assert!(timeout.required);
    let webhooks: Vec<&str> = contract.webhooks.iter().map(|w| w.id.as_str()).collect();
    assert_eq!(
        webhooks,
        ["after_start_call", "after_end_call", "after_member_changed"]
    );
    assert!(contract.sites.iter().any(|site| site.name == "singapore"));
    assert!(contract.catalogue.iter().any(|entry| entry.code == 101_004));
    let Shape::Enumeration(actions) = &contract.component("ActionType").unwrap().shape else {
        panic!("ActionType is an enumeration");
    };
    let hangup = actions.values.iter().find(|v| v.name == "Hangup").unwrap();
    assert_eq!(hangup.synonyms, ["HangUp", "Hang Up"]);
}

#[test]
fn a_bare_reference_is_described_by_its_component() {
    let contract = contract();
    let request = contract.component("StartCallByRobotRequest").unwrap();
    let field = |name: &str| request.fields().iter().find(|f| f.name == name).unwrap();
    assert_eq!(
        field("CallInfo").description,
        contract.component("StartCallInfo").unwrap().description
    );
}

#[test]
fn reachable_names_everything_once_and_itself_first() {
    let contract = contract();
    let names = contract.reachable("AfterEndCall");
    assert_eq!(names.first().map(String::as_str), Some("AfterEndCall"));
    let mut unique = names.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), names.len());
    assert!(names.iter().any(|name| name == "CallResult"));
    assert_eq!(contract.reachable("Nobody"), ["Nobody"]);
}

#[test]
fn every_pointer_of_the_model_is_in_the_document_on_its_line() {
    let sources = real();
    let contract = Contract::load(&sources).unwrap();
    let text: Vec<&str> = sources.get(DOCUMENT).unwrap().lines().collect();
    let mut checked = 0;
    for component in contract.components.values() {
        let places = std::iter::once((&component.name, &component.pointer))
            .chain(component.fields().iter().map(|f| (&f.name, &f.pointer)));
        for (name, pointer) in places {
            assert!(contract.document.at(pointer).is_some(), "{pointer}");
            let place = contract.document.place(pointer);
            assert_eq!(place.file, DOCUMENT);
            assert_eq!(
                text[place.line - 1].trim(),
                format!("{name}:"),
                "{pointer} is on line {}",
                place.line
            );
            checked += 1;
        }
    }
    assert!(checked > 150, "{checked}");
}

#[test]
fn every_patch_of_version_3_0_is_read() {
    for patch in 0..=4 {
        let to = format!("openapi: 3.0.{patch}");
        crate::common::load(&edited(DOCUMENT, "openapi: 3.0.3", &to));
    }
}

#[test]
fn other_versions_are_refused_with_advice() {
    for (version, advice) in [
        ("3.1.0", "openapi-down-convert"),
        ("3.1.2", "nullable"),
        ("3.2.0", "openapi-down-convert"),
        ("2.0", "swagger2openapi"),
        ("4.0.0", "3.0.3"),
        ("3.00", "3.0.3"),
        ("3.0", "3.0.3"),
        ("3.0.5", "3.0.3"),
        ("", "3.0.3"),
    ] {
        let sources = edited(
            DOCUMENT,
            "openapi: 3.0.3",
            &format!("openapi: \"{version}\""),
        );
        let findings = refused(&sources);
        let finding = only(&findings);
        assert_eq!(finding.rule, "openapi-version");
        assert_eq!(
            (finding.place.line, finding.place.pointer.as_str()),
            (1, "/openapi")
        );
        assert!(finding.message.contains(version), "{finding}");
        assert!(finding.remedy.contains(advice), "{finding}");
    }
    let findings = refused(&document("info: {}\nswagger: \"2.0\"\n"));
    let finding = only(&findings);
    assert_eq!(
        (finding.place.line, finding.place.pointer.as_str()),
        (2, "/swagger")
    );
    assert!(finding.remedy.contains("swagger2openapi"), "{finding}");
    for root in ["[]", "3", "text", "null", "{}", "true", "openapi: 3.0"] {
        let findings = refused(&document(root));
        assert_eq!(only(&findings).rule, "openapi-version", "{root}");
    }
}

#[test]
fn a_missing_document_or_catalogue_is_named() {
    let findings = refused(&Sources::new());
    let finding = only(&findings);
    assert_eq!(
        (finding.rule, finding.place.file.as_str()),
        ("readable", DOCUMENT)
    );
    let mut sources = real();
    sources.remove(CATALOGUE);
    let findings = refused(&sources);
    let finding = only(&findings);
    assert!(finding.remedy.contains(CATALOGUE), "{finding}");
}

#[test]
fn a_reference_that_leads_nowhere_suggests_the_near_name() {
    for (to, advice) in [
        (
            "#/components/schemas/GetCallInfoReqest",
            "`#/components/schemas/GetCallInfoRequest`",
        ),
        (
            "#/components/schemas/getCallInfoRequest",
            "`#/components/schemas/GetCallInfoRequest`",
        ),
        ("#/components/schemas/Xyz", "define it"),
        ("#/components/schema/GetCallInfoRequest", "define it"),
        ("other.yaml#/GetCallInfoRequest", "define it"),
        ("", "define it"),
    ] {
        let sources = edited(
            DOCUMENT,
            "'#/components/schemas/GetCallInfoRequest'",
            &format!("'{to}'"),
        );
        let findings = refused(&sources);
        let finding = only(&findings);
        assert_eq!(finding.rule, "ref-resolves");
        assert_eq!(
            finding.place.pointer,
            "/paths/~1v4~1call_engine_http_srv~1get_call_info/post/requestBody/content/application~1json/schema/$ref"
        );
        assert_eq!(
            finding.place.line,
            line_of(&sources, DOCUMENT, &format!("$ref: '{to}'"))
        );
        assert!(finding.message.contains(to), "{finding}");
        assert!(finding.remedy.contains(advice), "{to}: {finding}");
    }
}

#[test]
fn a_component_may_hold_itself_in_a_list() {
    let sources = edited(
        DOCUMENT,
        "        Status:\n          $ref: '#/components/schemas/MemberStatus'\n      x-source:\n        - 647/68932\n",
        "        Status:\n          $ref: '#/components/schemas/MemberStatus'\n        Friends:\n          type: array\n          \
         items:\n            $ref: '#/components/schemas/CallMember'\n          description: Other members.\n      \
         x-source:\n        - 647/68932\n",
    );
    let contract = crate::common::load(&sources);
    assert!(contract.reachable("CallMember").len() > 1);
}

#[test]
fn the_document_alone_can_be_read() {
    let sources = real();
    let document = Document::read("there.yaml", sources.get(DOCUMENT).unwrap()).unwrap();
    assert_eq!(document.openapi().unwrap().info.title, "Tencent RTC Call");
    assert_eq!(
        document.place("/info/title").to_string(),
        "there.yaml:3: #/info/title"
    );
    assert!(document.schema("Envelope").is_some());
    assert!(document.schema("Nothing").is_none());
    assert_eq!(
        document.at("/openapi").and_then(|v| v.as_str()),
        Some("3.0.3")
    );
}

#[test]
fn a_folder_that_is_no_contract_is_refused_by_name() {
    let nowhere = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/nowhere");
    let finding = Sources::read(&nowhere).unwrap_err();
    assert_eq!(
        (finding.rule, finding.place.file.as_str()),
        ("readable", DOCUMENT)
    );
    assert_useful(&finding);
}
