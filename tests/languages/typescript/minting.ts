// Prints how many tickets a second the vendor's package signs; the argument says for how many seconds to count.
import vendor from "tls-sig-api-v2";

const KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";

const limit = Number(process.argv[2]) * 1000;
const api = new vendor.Api(1400000000, KEY);
let signed = 0;
const started = performance.now();
let passed = 0;
while (passed < limit) {
  for (let i = 0; i < 100; i += 1) api.genUserSig("administrator", 15552000);
  signed += 100;
  passed = performance.now() - started;
}
console.log(Math.round((signed * 1000) / passed));
