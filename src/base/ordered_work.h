// SPDX-License-Identifier: Apache-2.0
//
// Work on many cores whose outcome is that of one: things are made one after the other,
// worked on at once, and taken in the order in which they were made.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

#include "base/ordered_tasks.h"
#include "base/result.h"

namespace certseal {

struct Workers {
  unsigned count = 1;  // at least 1
  // The most items that are made and not yet taken: what bounds the memory. 0: eight for
  // each worker.
  size_t in_flight = 0;
  // Asks for an end: nothing more is begun.
  std::stop_token stop = {};
};

enum class WorkEnd {
  kDone,
  kStopped,  // asked for; all that had begun was taken
};

// OrderedWork is the three steps of RunOrdered.
template <typename Item, typename Product>
struct OrderedWork {
  // Gives the next item, nothing at the end; on the calling thread.
  std::function<Result<std::optional<Item>>()> make;
  // Runs on any thread, in any order: what it shares must be safe from several.
  std::function<Result<Product>(Item&)> work;
  // Takes the products in the order of making; on the calling thread.
  std::function<Result<void>(Product)> take;
};

// OrderedRun is one RunOrdered under way.
template <typename Item, typename Product>
class OrderedRun {
 public:
  OrderedRun(const Workers& workers, const OrderedWork<Item, Product>& steps)
      : workers_(workers), steps_(steps) {}

  Result<WorkEnd> Run() {
    const bool several = MakeNext() && workers_.count > 1 && MakeNext();
    return several ? RunTogether() : RunAlone();
  }

 private:
  struct Cell {
    Item item;
    std::optional<Product> product;
  };

  // Whether there may be more to make, and it would be of use.
  bool IsOpen() const {
    return more_ && *more_ && !workers_.stop.stop_requested() &&
           !(tasks_ && tasks_->has_failed());
  }

  bool MakeNext() {
    if (!IsOpen()) return false;
    Result<std::optional<Item>> item = steps_.make();
    if (!item) {
      more_ = Fail(std::move(item).error());
    } else if (!*item) {
      more_ = false;
    } else {
      cells_.push_back(std::make_unique<Cell>(Cell{std::move(**item), std::nullopt}));
      return true;
    }
    return false;
  }

  Result<void> WorkOn(Cell& cell) const {
    ASSIGN_OR_RETURN(cell.product, steps_.work(cell.item));
    return {};
  }

  void Add(Cell& cell) {
    tasks_->Add([this, &cell] { return WorkOn(cell); });
  }

  Result<void> TakeOldest() {
    const std::unique_ptr<Cell> cell = std::move(cells_.front());
    cells_.pop_front();
    return steps_.take(std::move(*cell->product));
  }

  // What could not be made comes after all that was.
  Result<WorkEnd> End() {
    if (!more_) return Fail(std::move(more_).error());
    return *more_ ? WorkEnd::kStopped : WorkEnd::kDone;
  }

  Result<WorkEnd> RunAlone() {
    while (!cells_.empty() && !workers_.stop.stop_requested()) {
      TRY(WorkOn(*cells_.front()));
      TRY(TakeOldest());
      MakeNext();
    }
    return cells_.empty() ? End() : WorkEnd::kStopped;
  }

  Result<WorkEnd> RunTogether() {
    const size_t most = workers_.in_flight > 0 ? workers_.in_flight
                                               : size_t{8} * workers_.count;
    tasks_.emplace(workers_.count, workers_.stop);
    for (const std::unique_ptr<Cell>& cell : cells_) Add(*cell);
    while (!cells_.empty()) {
      while (cells_.size() < most && MakeNext()) Add(*cells_.back());
      ASSIGN_OR_RETURN(const bool done, tasks_->Await());
      if (!done) return WorkEnd::kStopped;
      TRY(TakeOldest());
      if (cells_.empty() && MakeNext()) Add(*cells_.back());
    }
    return End();
  }

  const Workers& workers_;
  const OrderedWork<Item, Product>& steps_;
  Result<bool> more_ = true;  // or why nothing more could be made
  std::deque<std::unique_ptr<Cell>> cells_;  // made and not yet taken
  std::optional<OrderedTasks> tasks_;        // last: they end before what they work on
};

// RunOrdered makes items until there is none, works on them with several threads and
// takes what comes of them. The first failure in the order of making ends it and is its
// result: all before it was taken, nothing after it. So the outcome does not depend on
// the number of workers or on who is quicker. With one worker, or for a single item,
// there is no thread but the caller's. What a step throws, RunOrdered throws.
template <typename Item, typename Product>
Result<WorkEnd> RunOrdered(const Workers& workers,
                           const OrderedWork<Item, Product>& steps) {
  return OrderedRun<Item, Product>(workers, steps).Run();
}

}  // namespace certseal
