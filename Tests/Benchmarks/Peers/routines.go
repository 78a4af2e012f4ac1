// Goroutines doing what ../Runtime does. See README.md.

package main

import (
	"fmt"
	"runtime"
	"sort"
	"sync"
	"time"
)

const rounds = 9

func report(name string, count int, body func(int)) {
	body(count / 10)
	times := make([]time.Duration, rounds)
	for round := range times {
		start := time.Now()
		body(count)
		times[round] = time.Since(start)
	}
	sort.Slice(times, func(a, b int) bool { return times[a] < times[b] })
	fmt.Printf("%s %.1f\n", name, float64(times[rounds/2])/float64(count))
}

func yields(count int) {
	for ; count > 0; count-- {
		runtime.Gosched()
	}
}

func main() {
	runtime.GOMAXPROCS(1)
	report("yield", 20000, yields)
	report("yield-two-tasks", 20000, func(count int) {
		done := make(chan bool)
		go func() { yields(count / 2); done <- true }()
		yields(count / 2)
		<-done
	})
	report("spawn-join", 5000, func(count int) {
		done := make(chan bool)
		for ; count > 0; count-- {
			go func() { done <- true }()
			<-done
		}
	})
	var mutex sync.Mutex
	counter := 0
	report("mutex", 20000, func(count int) {
		for ; count > 0; count-- {
			mutex.Lock()
			counter++
			mutex.Unlock()
		}
	})
	report("mailbox-hop", 10000, func(count int) {
		mailbox, done := make(chan int), make(chan bool)
		go func() {
			for number := range mailbox {
				counter += number
			}
			done <- true
		}()
		for number := 0; number < count; number++ {
			mailbox <- number
		}
		close(mailbox)
		<-done
	})
	late := make([]time.Duration, 500)
	for index := range late {
		start := time.Now()
		time.Sleep(time.Millisecond)
		late[index] = time.Since(start) - time.Millisecond
	}
	sort.Slice(late, func(a, b int) bool { return late[a] < late[b] })
	fmt.Printf("sleep-1ms-late-p50 %d\n", late[250])
	fmt.Printf("sleep-1ms-late-p99 %d\n", late[495])
}
