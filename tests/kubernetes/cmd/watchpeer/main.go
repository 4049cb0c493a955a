// watchpeer FILE measures what client-go does with the lines of a watch until an informer's store has them: decode as
// typed objects, put into the thread-safe store. The peer of bench/watch_bench.cpp, on the same file.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"runtime"
	"syscall"
	"time"

	"k8s.io/apimachinery/pkg/runtime/serializer/streaming"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/kubernetes/scheme"
	restwatch "k8s.io/client-go/rest/watch"
	"k8s.io/client-go/tools/cache"

	k8sruntime "k8s.io/apimachinery/pkg/runtime"
)

func round(data []byte) (int, error) {
	info, _ := k8sruntime.SerializerInfoForMediaType(scheme.Codecs.SupportedMediaTypes(), "application/json")
	frames := info.StreamSerializer.Framer.NewFrameReader(io.NopCloser(bytes.NewReader(data)))
	decoder := restwatch.NewDecoder(streaming.NewDecoder(frames, info.StreamSerializer), scheme.Codecs.UniversalDeserializer())
	store := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
	count := 0
	for {
		kind, object, err := decoder.Decode()
		if err == io.EOF {
			return count, nil
		}
		if err != nil {
			return count, err
		}
		if kind == watch.Deleted {
			err = store.Delete(object)
		} else {
			err = store.Update(object)
		}
		if err != nil {
			return count, err
		}
		count++
	}
}

// used is the processor time of this process, as the other side counts: a busy machine then measures the same.
func used() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: watchpeer FILE")
		os.Exit(2)
	}
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	runtime.GOMAXPROCS(1) // one core, as the other side
	best := 0.0
	for i := 0; i < 5; i++ {
		begun := used()
		count, err := round(data)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		best = max(best, float64(count)/(used()-begun).Seconds())
	}
	fmt.Printf("%.0f events/s, %.1f MB/s\n", best, best*float64(len(data))/float64(bytes.Count(data, []byte("\n")))/1e6)
}
