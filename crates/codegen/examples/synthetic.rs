//! Writes a contract of any number of commands, for measuring how reading and generating grow.
//!
//! `cargo run --release -p call-engine-codegen --example synthetic -- 1000 /tmp/synthetic`

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io, process};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [count, folder] = arguments.as_slice() else {
        eprintln!("usage: synthetic COUNT FOLDER");
        process::exit(2);
    };
    let Ok(count) = count.parse::<usize>() else {
        eprintln!("`{count}` is not a number of commands");
        process::exit(2);
    };
    if let Err(error) = write(count, Path::new(folder)) {
        eprintln!("{folder}: {error}");
        process::exit(1);
    }
}

fn write(count: usize, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("call-engine.yaml"), document(count))?;
    fs::write(folder.join("errors.yaml"), ERRORS)?;
    for index in 0..count {
        let examples = folder.join(format!("examples/{}", id(index)));
        fs::create_dir_all(&examples)?;
        for (name, text) in EXAMPLES {
            fs::write(examples.join(name), text)?;
        }
    }
    Ok(())
}

fn id(index: usize) -> String {
    format!("command_n{index:04}")
}

fn document(count: usize) -> String {
    let mut text = HEAD.to_owned();
    for index in 0..count {
        append(&mut text, PATH, index);
    }
    text.push_str(COMPONENTS);
    for index in 0..count {
        append(&mut text, SCHEMAS, index);
    }
    text
}

fn append(text: &mut String, template: &str, index: usize) {
    let part = template
        .replace("{id}", &id(index))
        .replace("{Name}", &format!("CommandN{index:04}"))
        .replace("{service}", &format!("service_{}", index % 20));
    let _ = write!(text, "{part}");
}

const HEAD: &str = "\
openapi: 3.0.3
info:
  title: Synthetic
  version: \"2025-01-01\"
servers:
  - url: https://example.com
    description: The only site.
    x-site: only
    x-source: [synthetic]
paths:
";

const PATH: &str = "  /v4/{service}/{id}:
    post:
      operationId: {id}
      summary: Do the thing of {id}
      description: >-
        Does what `{id}` is for, with enough words to fill more than one line of documentation; what it does twice is
        undocumented.
      parameters:
        - $ref: '#/components/parameters/Sdkappid'
        - $ref: '#/components/parameters/Identifier'
        - $ref: '#/components/parameters/Usersig'
        - $ref: '#/components/parameters/Random'
        - $ref: '#/components/parameters/Contenttype'
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/{Name}Request'
      responses:
        \"200\":
          description: Success or failure, told apart by `ErrorCode`.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/{Name}Answer'
      x-effect: idempotent
      x-rate-limit: 200
      x-error-codes:
        - 101001
        - 101002
      x-source:
        - synthetic
";

const COMPONENTS: &str = "\
components:
  parameters:
    Sdkappid: {name: sdkappid, in: query, required: true, description: Application., schema: {type: integer, format: int64}, x-source: [synthetic]}
    Identifier: {name: identifier, in: query, required: true, description: Administrator., schema: {type: string}, x-source: [synthetic]}
    Usersig: {name: usersig, in: query, required: true, description: Signature., schema: {type: string}, x-source: [synthetic]}
    Random: {name: random, in: query, required: true, description: Random number., schema: {type: integer, format: int64}, x-source: [synthetic]}
    Contenttype: {name: contenttype, in: query, required: true, description: Always `json`., schema: {type: string}, x-source: [synthetic]}
  schemas:
    Envelope:
      type: object
      description: What every answer has in common.
      required:
        - ErrorCode
      properties:
        ErrorCode:
          type: integer
          format: int64
          description: Zero for success.
        ErrorInfo:
          type: string
          description: Text about the failure.
      x-source:
        - synthetic
";

const SCHEMAS: &str = "    {Name}Request:
      type: object
      description: What {id} works on.
      required:
        - User_Account
        - Options
      properties:
        User_Account:
          type: string
          minLength: 1
          pattern: '^[ -~]{1,32}$'
          x-max-bytes: 32
          description: UserID that the command is about.
        Timeout:
          type: integer
          format: int64
          minimum: 1000
          maximum: 600000
          x-unit: ms
          description: How long to wait.
        Tags:
          type: array
          maxItems: 20
          items:
            type: string
            x-max-bytes: 64
          description: Labels, at most twenty.
        Mode:
          $ref: '#/components/schemas/{Name}Mode'
        Options:
          $ref: '#/components/schemas/{Name}Options'
        Quiet:
          type: boolean
          description: Whether nobody is told.
      x-source:
        - synthetic
    {Name}Mode:
      type: string
      description: How thoroughly {id} works.
      enum:
        - Fast
        - Careful
      x-enum-descriptions:
        Fast: As fast as possible.
        Careful: With every check.
      x-source:
        - synthetic
    {Name}Options:
      type: object
      description: Details of {id}.
      required:
        - Depth
      properties:
        Depth:
          type: integer
          format: int32
          minimum: 0
          maximum: 9
          description: How deep to go.
        Note:
          type: string
          x-max-bytes: 200
          description: Free text for the log.
      x-source:
        - synthetic
    {Name}Answer:
      description: Answer to `{id}`.
      allOf:
        - $ref: '#/components/schemas/Envelope'
        - type: object
          properties:
            Response:
              $ref: '#/components/schemas/{Name}Response'
      x-source:
        - synthetic
    {Name}Response:
      type: object
      description: What {id} found.
      properties:
        Total:
          type: integer
          format: int64
          description: Number of results.
        Results:
          type: array
          items:
            $ref: '#/components/schemas/{Name}Result'
          description: The results.
      x-source:
        - synthetic
    {Name}Result:
      type: object
      description: One result of {id}.
      properties:
        User_Account:
          type: string
          description: UserID of the result.
        Mode:
          $ref: '#/components/schemas/{Name}Mode'
        At:
          type: integer
          format: int64
          x-unit: unix-s
          description: When it was found.
      x-source:
        - synthetic
";

const ERRORS: &str = "\
- code: 101001
  family: call
  name: InternalError
  meaning: The service failed.
  remedy: Repeat after a pause.
  retry: delay
  executed: unknown
  source: [synthetic]
- code: 101002
  family: call
  name: InvalidParameter
  meaning: A parameter is wrong.
  remedy: Correct it.
  retry: never
  executed: never
  source: [synthetic]
";

const EXAMPLES: &[(&str, &str)] = &[
    (
        "request-minimal.json",
        "{\n  \"User_Account\": \"jack\",\n  \"Options\": {\"Depth\": 1}\n}\n",
    ),
    (
        "request-maximal.json",
        "{\n  \"User_Account\": \"jack\",\n  \"Timeout\": 30000,\n  \"Tags\": [\"a\", \"b\"],\n  \"Mode\": \"Fast\",\n  \
         \"Options\": {\"Depth\": 1, \"Note\": \"text\"},\n  \"Quiet\": true\n}\n",
    ),
    (
        "answer-success.json",
        "{\n  \"ErrorCode\": 0,\n  \"ErrorInfo\": \"\",\n  \"Response\": {\n    \"Total\": 1,\n    \"Results\": \
         [{\"User_Account\": \"jack\", \"Mode\": \"Careful\", \"At\": 1700000000}]\n  }\n}\n",
    ),
    (
        "answer-invalid-parameter.json",
        "{\n  \"ErrorCode\": 101002,\n  \"ErrorInfo\": \"invalid\"\n}\n",
    ),
];
