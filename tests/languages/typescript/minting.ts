// Prints how many tickets the vendor's package signs in a second of the processor; the argument says for how many to count.
import vendor from "tls-sig-api-v2";

const KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";

function processor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const limit = Number(process.argv[2]);
const api = new vendor.Api(1400000000, KEY);
const started = processor();
let signed = 0;
let passed = 0;
while (passed < limit) {
  for (let i = 0; i < 100; i += 1) api.genUserSig("administrator", 15552000);
  signed += 100;
  passed = processor() - started;
}
console.log(Math.round(signed / passed));
