// Command call is the seed's call: start it, look at it, end it, look again.
package main

import (
	"context"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"strconv"
	"time"

	"call-engine/tests/languages/go/callengine"
	"call-engine/tests/languages/go/ticket"
)

const identifier = "administrator"

func main() {
	log.SetFlags(0)
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	number, err := strconv.ParseUint(os.Getenv("CALL_ENGINE_SDK_APP_ID"), 10, 32)
	if err != nil {
		return fmt.Errorf("CALL_ENGINE_SDK_APP_ID: %w", err)
	}
	userSig, err := ticket.Sign(ticket.Terms{
		Key:        os.Getenv("CALL_ENGINE_SECRET_KEY"),
		SdkAppID:   uint32(number),
		Identifier: identifier,
		IssuedAt:   time.Now().Unix(),
		Life:       3600,
	})
	if err != nil {
		return err
	}
	sdkAppID := int64(number)
	random := func() int64 { return int64(rand.Uint32()) }
	client, err := callengine.NewClientWithResponses(os.Getenv("CALL_ENGINE_ENDPOINT"))
	if err != nil {
		return err
	}

	room, kind, flag := "roomid-test", callengine.RoomIdTypeText, int32(0)
	userData, title, desc := "userdata-12345687", "This is the push title", "This is offline push content"
	ext := `{"entity":{"key1":"value1","key2":"value2"}}`
	started, err := client.StartCallByRobotWithResponse(ctx, &callengine.StartCallByRobotParams{
		Sdkappid: sdkAppID, Identifier: identifier, Usersig: userSig, Random: random(), Contenttype: callengine.ContentTypeJson,
	}, callengine.StartCallByRobotRequest{
		RobotAccount:      "robot",
		CalleeListAccount: []string{"jack"},
		Timeout:           300_000,
		UserData:          &userData,
		CallInfo:          callengine.StartCallInfo{MediaType: callengine.MediaTypeVideo, RoomId: &room, RoomIdType: &kind},
		OfflinePushInfo:   &callengine.OfflinePushInfo{PushFlag: &flag, Title: &title, Desc: &desc, Ext: &ext},
	})
	if err != nil {
		return err
	}
	answer := started.JSON200
	if answer == nil || answer.ErrorCode != 0 || answer.Response == nil || answer.Response.CallId == nil {
		return fmt.Errorf("the call does not start: %s %s", started.Status(), started.Body)
	}
	callID := *answer.Response.CallId
	results := answer.Response.CallResult
	if results == nil || len(*results) != 1 || *(*results)[0].CalleeAccount != "jack" || *(*results)[0].ResultCode != 0 {
		return fmt.Errorf("jack was not invited: %s", started.Body)
	}
	fmt.Println("CallId", callID)

	look := func() (*callengine.GetCallInfoResult, error) {
		return client.GetCallInfoWithResponse(ctx, &callengine.GetCallInfoParams{
			Sdkappid: sdkAppID, Identifier: identifier, Usersig: userSig, Random: random(), Contenttype: callengine.ContentTypeJson,
		}, callengine.GetCallInfoRequest{CallId: callID})
	}
	seen, err := look()
	if err != nil {
		return err
	}
	if err := running(seen.JSON200, callID); err != nil {
		return fmt.Errorf("%w: %s", err, seen.Body)
	}

	ended, err := client.EndCallWithResponse(ctx, &callengine.EndCallParams{
		Sdkappid: sdkAppID, Identifier: identifier, Usersig: userSig, Random: random(), Contenttype: callengine.ContentTypeJson,
	}, callengine.EndCallRequest{CallId: callID})
	if err != nil {
		return err
	}
	if ended.JSON200 == nil || ended.JSON200.ErrorCode != 0 {
		return fmt.Errorf("the call does not end: %s %s", ended.Status(), ended.Body)
	}
	again, err := look()
	if err != nil {
		return err
	}
	if again.JSON200 == nil || again.JSON200.ErrorCode != 101004 {
		return fmt.Errorf("an ended call is still running: %s", again.Body)
	}
	return nil
}

// running checks what is told about the call while it runs.
func running(answer *callengine.GetCallInfoAnswer, callID string) error {
	if answer == nil || answer.ErrorCode != 0 || answer.Response == nil || answer.Response.CallInfo == nil {
		return fmt.Errorf("the call is not seen")
	}
	info := answer.Response.CallInfo
	if info.CallId == nil || *info.CallId != callID || info.RoomId == nil || *info.RoomId != "roomid-test" {
		return fmt.Errorf("another call or room is seen")
	}
	if info.MediaType == nil || *info.MediaType != callengine.MediaTypeVideo {
		return fmt.Errorf("the call has no picture")
	}
	if info.RoomIdType == nil {
		return fmt.Errorf("the kind of the room is not seen")
	}
	kind, err := info.RoomIdType.AsRoomIdTypeSeen0()
	if err != nil {
		return err
	}
	if kind != callengine.RoomIdTypeSeen0Text {
		return fmt.Errorf("the room has another kind")
	}
	if answer.Response.UserList != nil {
		for _, member := range *answer.Response.UserList {
			if member.UserAccount != nil && *member.UserAccount == "jack" {
				return nil
			}
		}
	}
	return fmt.Errorf("jack is not among the members")
}
