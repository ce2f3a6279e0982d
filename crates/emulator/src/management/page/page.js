// The page: looks whenever the emulator says that something has changed, and shows what it sees.

import { at } from "./dom.js";
import { fetched } from "./orders.js";
import { set } from "./clock.js";
import { showCalls } from "./calls.js";
import { showLine } from "./line.js";
import { showPast } from "./past.js";
import { showWrong } from "./wrong.js";

let looking = false;
let again = false;

function say(text, good) {
  if (at("state").textContent === text) return;
  at("state").textContent = text;
  at("state").className = good ? "" : "bad";
}

/** Fetches what is to be seen; a change in the meantime is looked at afterwards. */
async function look() {
  if (looking) {
    again = true;
    return;
  }
  looking = true;
  try {
    do {
      again = false;
      const snapshot = await fetched("/snapshot");
      set(snapshot);
      showCalls(snapshot);
      showWrong(snapshot);
      showLine(snapshot);
      await showPast(snapshot);
      say(`Application ${snapshot.sdk_app_id}`, true);
    } while (again);
  } catch (error) {
    console.error(error);
    say("The emulator does not answer.", false);
  } finally {
    looking = false;
  }
}

const live = new EventSource("/live");
live.addEventListener("change", look);
live.addEventListener("error", () => say("The emulator does not answer.", false));
look();
