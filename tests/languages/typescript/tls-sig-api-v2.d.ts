// The vendor's package has no types of its own. The members with an underscore are its inner parts.
declare module "tls-sig-api-v2" {
  class Api {
    constructor(sdkappid: number, key: string);
    genUserSig(userid: string, expire: number): string;
    genPrivateMapKey(userid: string, expire: number, roomid: number, privileges: number): string;
    genPrivateMapKeyWithStringRoomID(userid: string, expire: number, room: string, privileges: number): string;
    _hmacsha256(userid: string, time: number, expire: number, userbuf: string | null): string;
    _genUserbuf(
      userid: string,
      roomid: number,
      expire: number,
      privileges: number,
      accountType: number,
      room: string | null,
    ): Buffer;
  }
  const vendor: { Api: typeof Api };
  export default vendor;
}
